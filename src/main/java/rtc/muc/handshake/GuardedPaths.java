package rtc.muc.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
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

    /** Copies the list. */
    public GuardedPaths {
        ofTheApplication = List.copyOf(ofTheApplication);
    }

    /** {@return the handshake that a request may be, empty when it is for another path} */
    Optional<Handshake> handshake(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return Stream.concat(Stream.of(OURS), ofTheApplication.stream())
                .filter(guarded -> isBelow(guarded, path) || isBelow(guarded, request.getServletPath()))
                .findFirst()
                .map(guarded -> new Handshake(request, guarded, segment(guarded, path)));
    }

    /**
     * Asked of the path both as it came and as the container understood it: {@code /muc/..} is another path to it, and
     * {@code /%6Duc/a} is not.
     */
    private static boolean isBelow(String guarded, String path) {
        return path.startsWith(guarded + "/");
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
