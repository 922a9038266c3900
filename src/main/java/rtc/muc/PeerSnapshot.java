package rtc.muc;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbTransient;
import java.time.Instant;
import java.util.Optional;

/**
 * A peer as it was at one moment. JSON-B leaves principal and address out, so that an application that shows its rooms
 * does not publish them.
 *
 * @param id its id, which is never used again
 * @param status its status; the peer chose it and may show any name
 * @param joinedAt when it entered the room
 * @param principal the name of the container's principal, or else the subject of its room token; empty if there is
 *     neither
 * @param address its IP address; empty for a connection without one
 */
public record PeerSnapshot(
        String id,
        JsonObject status,
        Instant joinedAt,
        @JsonbTransient Optional<String> principal,
        @JsonbTransient String address) {}
