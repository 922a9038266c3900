package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses invalid rooms before the upgrade, because some clients cannot see a refusal after it: a path below a room
 * with 404, an invalid name with 400. It reads the raw path, because containers decode paths differently.
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
