package rtc.muc.internal.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/**
 * A request for another resource that is available only to clients that may join a room. The checks treat it like a
 * plain request for that room.
 */
final class RoomQuestion extends HttpServletRequestWrapper {

    private RoomQuestion(HttpServletRequest request) {
        super(request);
    }

    /**
     * {@return the handshake for a request for another resource, which the checks treat like that of a plain request
     * for a room at this project's endpoint}
     */
    static Handshake handshake(HttpServletRequest request, String room) {
        String segment = URLEncoder.encode(room, UTF_8).replace("+", "%20");
        return new Handshake(new RoomQuestion(request), GuardedPaths.OURS, segment);
    }

    static boolean is(Handshake handshake) {
        return handshake.request() instanceof RoomQuestion;
    }

    /** Hides the header {@code Upgrade}, because no client can connect at the address of another resource. */
    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase("Upgrade") ? null : super.getHeader(name);
    }
}
