package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The paths whose handshakes are checked: this project's endpoint, and those that an application configures. The name
 * of a room follows the path.
 *
 * @param ofTheApplication the paths that an application configures, such as {@code /staff}: with a leading slash and
 *     without a trailing one
 */
public record GuardedPaths(List<String> ofTheApplication) {

    /** The path of this project's endpoint. */
    public static final String OURS = "/muc";

    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

    /** Copies the list. */
    public GuardedPaths {
        ofTheApplication = List.copyOf(ofTheApplication);
    }

    /**
     * {@return the handshake of a request; empty if its path is not guarded} A guarded path is compared with the raw
     * path, with the raw path without its parameters, and with the path as the container decoded it, so
     * {@code /%6Duc/a} is guarded, too. If two guarded paths match, the longer one is used.
     */
    Optional<Handshake> handshake(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        List<String> spellings = List.of(
                path,
                PARAMETERS.matcher(path).replaceAll(""),
                request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), ""));
        return Stream.concat(Stream.of(OURS), ofTheApplication.stream())
                .filter(guarded -> spellings.stream().anyMatch(spelling -> spelling.startsWith(guarded + "/")))
                .max(Comparator.comparingInt(String::length))
                .map(guarded -> new Handshake(request, guarded, segment(guarded, path)));
    }

    /**
     * {@return the raw text after the guarded path and a slash} It is found by counting slashes, because the guarded
     * path may be percent-encoded in the request.
     */
    private static String segment(String guarded, String path) {
        int from = 0;
        for (int slashes = guarded.split("/", -1).length; slashes > 0; slashes--) {
            from = path.indexOf('/', from) + 1;
        }
        return path.substring(from);
    }
}
