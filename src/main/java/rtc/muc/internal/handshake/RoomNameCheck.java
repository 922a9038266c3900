package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what can be no room, for a client may not be able to see a refusal after the upgrade: a path below a room with
 * 404, a bad name with 400. Reads the raw path, for containers decode it in different ways.
 */
public final class RoomNameCheck implements HandshakeCheck {

    /** Has nothing to remember. */
    public RoomNameCheck() {}

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        int slash = handshake.segment().indexOf('/');
        if (slash >= 0 && slash < handshake.segment().length() - 1) {
            return new Refusal(HttpServletResponse.SC_NOT_FOUND, "Not Found");
        }
        try {
            handshake.room();
            return null;
        } catch (IllegalArgumentException noRoom) {
            return new Refusal(HttpServletResponse.SC_BAD_REQUEST, Objects.requireNonNull(noRoom.getMessage()));
        }
    }
}
