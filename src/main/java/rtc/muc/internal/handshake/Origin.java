package rtc.muc.internal.handshake;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a page (RFC 6454).
 *
 * @param scheme the scheme in lower case
 * @param host the host in lower case; an IPv6 address is in brackets
 * @param port the given port, or else the scheme's default port; -1 if there is neither
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern ORIGIN = Pattern.compile("([a-z][a-z0-9+.-]{0,31})://(.*)");

    /** {@return the origin in a header; empty if the value is not an origin, such as {@code null}} */
    public static Optional<Origin> of(String value) {
        Matcher origin = ORIGIN.matcher(value.toLowerCase(Locale.ROOT));
        return origin.matches()
                ? Authority.of(origin.group(2)).map(authority -> at(origin.group(1), authority))
                : Optional.empty();
    }

    /** {@return the default port of a scheme; -1 if it has none} */
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

    /** {@return the text that browsers send, but with the port even if it is the scheme's default} */
    @Override
    public String toString() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port);
    }
}
