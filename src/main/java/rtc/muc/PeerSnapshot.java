package rtc.muc;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbTransient;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of a peer at one moment. JSON-B omits the principal, the address and the node, so that an application that
 * publishes its rooms does not disclose them.
 *
 * @param id the peer's id, which is never used again. The id of a peer of another node may have the suffix {@code ~2},
 *     {@code ~3} and so on, with which the peers of this node know it; {@link RoomManager} accepts the id with or
 *     without the suffix
 * @param status the peer's status, which its client chose; a name in it is not verified
 * @param joinedAt when the peer joined the room
 * @param principal the name of the principal that the container has authenticated, or else the subject of the peer's
 *     room token; empty if there is neither
 * @param address the peer's IP address; empty if its connection has none. If a peer of another node has resumed from a
 *     different address, this may still be the previous address
 * @param node the name of the node that the peer is connected to, as in the log; empty while {@code muc.cluster} is off
 */
public record PeerSnapshot(
        String id,
        JsonObject status,
        Instant joinedAt,
        @JsonbTransient Optional<String> principal,
        @JsonbTransient String address,
        @JsonbTransient String node) {}
