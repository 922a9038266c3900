package rtc.muc;

import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * A peer as it was at one moment.
 *
 * @param id its id, unique for ever
 * @param status what it showed the others
 * @param joinedAt when it entered the room
 */
public record PeerSnapshot(String id, JsonObject status, Instant joinedAt) {}
