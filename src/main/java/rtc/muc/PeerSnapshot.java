package rtc.muc;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbTransient;
import java.time.Instant;
import java.util.Optional;

/**
 * A peer as it was at one moment. JSON-B leaves principal, address and node out, so that an application that shows its
 * rooms does not publish them.
 *
 * @param id its id, which is never used again. A peer of another node may have the suffix {@code ~2}, {@code ~3} and so on,
 *     as for the peers of this node; {@link RoomManager} takes its id with that suffix or without
 * @param status its status; the peer chose it and may show any name
 * @param joinedAt when it entered the room
 * @param principal the name of the container's principal, or else the subject of its room token; empty if there is
 *     neither
 * @param address its IP address; empty for a connection without one. If a peer of another node has resumed from another
 *     address, this may still be the former one
 * @param node the name of the node that it is connected to, as the log shows it; empty while {@code muc.cluster} is off
 */
public record PeerSnapshot(
        String id,
        JsonObject status,
        Instant joinedAt,
        @JsonbTransient Optional<String> principal,
        @JsonbTransient String address,
        @JsonbTransient String node) {}
