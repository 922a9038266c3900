package rtc.muc.internal.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.Permission;
import rtc.muc.RoomName;

/**
 * The claims of a room token.
 *
 * @param subject the owner of the token
 * @param room the decoded room name; null for every room
 * @param permissions the permissions of the peer
 * @param start the time from which the token is valid, by the issuer's clock
 * @param expiry when the token expires
 */
record TokenClaims(String subject, @Nullable String room, Set<Permission> permissions, Instant start, Instant expiry) {

    /** {@return whether the token is valid for a room} */
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
