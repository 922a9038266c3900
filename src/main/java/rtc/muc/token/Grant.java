package rtc.muc.token;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Set;
import rtc.muc.room.Permission;

/**
 * What a room token says.
 *
 * @param subject who may come in
 * @param room where to, decoded
 * @param permissions what its peer may do
 * @param start from when, by the clock of whoever made the token
 * @param expiry until when
 */
record Grant(String subject, String room, Set<Permission> permissions, Instant start, Instant expiry) {

    /** Has the room's name in NFC, as all names of rooms are. */
    Grant {
        room = Normalizer.normalize(room, Normalizer.Form.NFC);
    }
}
