package rtc.muc.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parameters in the query of a request. Containers read the body of a request, and wait for it, when they are asked
 * for a parameter; this looks at the address alone.
 */
public final class Query {

    private Query() {}

    /** {@return the values of a parameter, decoded, in their order; those with malformed escapes are left out} */
    public static List<String> values(HttpServletRequest request, String name) {
        return Stream.of(
                        Objects.requireNonNullElse(request.getQueryString(), "").split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).filter(name::equals).isPresent())
                .flatMap(pair -> decoded(pair.length == 2 ? pair[1] : "").stream())
                .toList();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
