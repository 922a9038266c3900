package rtc.muc.internal.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** A plain request that asks how a handshake for a room would be answered. The checks treat it like that handshake. */
final class RoomQuestion extends HttpServletRequestWrapper {

    private RoomQuestion(HttpServletRequest request) {
        super(request);
    }

    /** {@return the handshake at this project's endpoint that a request asks about} */
    static Handshake handshake(HttpServletRequest request, String room) {
        String segment = URLEncoder.encode(room, UTF_8).replace("+", "%20");
        return new Handshake(new RoomQuestion(request), GuardedPaths.OURS, segment);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase("Upgrade") ? "websocket" : super.getHeader(name);
    }
}
