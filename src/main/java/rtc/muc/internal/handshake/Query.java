package rtc.muc.internal.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters in the query of a request. {@code getParameter} would make the container wait for the body; this class
 * reads only the URI.
 */
public final class Query {

    private Query() {}

    /** {@return the decoded values of a parameter, in order; values with malformed escapes are omitted} */
    public static List<String> values(HttpServletRequest request, String name) {
        return parameters(request)
                .filter(parameter -> parameter.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** {@return all parameters with their decoded values; values with malformed escapes are omitted} */
    public static Map<String, List<String>> all(HttpServletRequest request) {
        return parameters(request)
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));
    }

    private static Stream<Map.Entry<String, String>> parameters(HttpServletRequest request) {
        return Stream.of(
                        Objects.requireNonNullElse(request.getQueryString(), "").split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .flatMap(pair -> decoded(pair[0])
                        .flatMap(
                                name -> decoded(pair.length == 2 ? pair[1] : "").map(value -> Map.entry(name, value)))
                        .stream());
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
