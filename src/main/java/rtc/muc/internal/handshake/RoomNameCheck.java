package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a path below that of a room with status 404, and an invalid room name with 400. It does so before the
 * upgrade, because some clients cannot detect a refusal after it. It reads the raw path, because containers decode
 * paths differently.
 */
public final class RoomNameCheck implements HandshakeCheck {

    /** Creates the check, which has no state. */
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
