package rtc.muc.internal.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.Permission;
import rtc.muc.RoomName;

/**
 * What a room token says.
 *
 * @param subject who may come in
 * @param room where to, decoded; null for every room
 * @param permissions what its peer may do
 * @param start from when, by the clock of whoever made the token
 * @param expiry until when
 */
record TokenClaims(String subject, @Nullable String room, Set<Permission> permissions, Instant start, Instant expiry) {

    /** {@return whether it is good for a room} */
    boolean isFor(RoomName name) {
        if (room == null) {
            return true;
        }
        try {
            return new RoomName(room).equals(name);
        } catch (IllegalArgumentException noRoom) {
            return false;
        }
    }
}
