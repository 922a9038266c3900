package rtc.muc.internal.handshake;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page came from, as browsers say it (RFC 6454): equal when all three are.
 *
 * @param scheme in small letters
 * @param host in small letters, an IPv6 address in brackets
 * @param port the scheme's own where none is given; -1 when the scheme has none
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern ORIGIN = Pattern.compile("([a-z][a-z0-9+.-]{0,31})://(.*)");

    /** {@return the origin that the value of a header names, empty if it names none, such as {@code null}} */
    public static Optional<Origin> of(String value) {
        Matcher origin = ORIGIN.matcher(value.toLowerCase(Locale.ROOT));
        return origin.matches()
                ? Authority.of(origin.group(2)).map(authority -> at(origin.group(1), authority))
                : Optional.empty();
    }

    /** {@return the port of a scheme, -1 if it has none} */
    static int portOf(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }

    /** {@return whether pages with this origin come from a web server} */
    boolean isWeb() {
        return portOf(scheme) > 0;
    }

    private static Origin at(String scheme, Authority authority) {
        return new Origin(scheme, authority.host(), authority.port().orElse(portOf(scheme)));
    }

    /** {@return how browsers write it, but always with its port} */
    @Override
    public String toString() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port);
    }
}
