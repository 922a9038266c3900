package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The paths of endpoints whose handshakes are checked: ours, and what an application says of its own. The name of a room
 * follows them.
 *
 * @param ofTheApplication such as {@code /staff}: with a slash in front, and none at the end
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
     * {@return the handshake that a request may be, empty when it is for another path} The path counts as it came, as
     * containers understand it that cut parameters off, and as this one did: {@code /muc/..} is another path to it, and
     * {@code /%6Duc/a} is not. Of two guarded paths that a request is below, the longer one counts.
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

    /** What follows as many slashes as the guarded path has, for the rest of it may be escaped. */
    private static String segment(String guarded, String path) {
        int from = 0;
        for (int slashes = guarded.split("/", -1).length; slashes > 0; slashes--) {
            from = path.indexOf('/', from) + 1;
        }
        return path.substring(from);
    }
}
