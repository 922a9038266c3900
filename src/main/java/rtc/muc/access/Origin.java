package rtc.muc.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page came from, as browsers say it (RFC 6454): equal when all three are.
 *
 * @param scheme in small letters
 * @param host in small letters, an IPv6 address in brackets
 * @param port the scheme's own where none is given; -1 when the scheme has none
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern AUTHORITY =
            Pattern.compile("([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?");
    private static final Pattern ORIGIN = Pattern.compile("([a-z][a-z0-9+.-]{0,31})://(.*)");

    /** {@return the origin of a header's value, empty if it is none, as {@code null} is none} */
    public static Optional<Origin> of(String value) {
        Matcher origin = ORIGIN.matcher(value.toLowerCase(Locale.ROOT));
        return origin.matches() ? at(origin.group(1), origin.group(2), portOf(origin.group(1))) : Optional.empty();
    }

    /**
     * Whether a request went to the place where the page came from.
     *
     * @param authority the host and perhaps the port that the client asked, null when it did not say
     * @param secure whether the request is known to have come by TLS; when it is not, a proxy may have taken it off
     */
    boolean isAt(@Nullable String authority, boolean secure) {
        return authority != null
                && at(scheme, authority.strip().toLowerCase(Locale.ROOT), secure ? portOf("https") : portOf(scheme))
                        .filter(this::equals)
                        .isPresent();
    }

    private static Optional<Origin> at(String scheme, String authority, int defaultPort) {
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(2) == null ? defaultPort : Integer.parseInt(parts.group(2));
        return Optional.of(new Origin(scheme, parts.group(1), port));
    }

    private static int portOf(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
