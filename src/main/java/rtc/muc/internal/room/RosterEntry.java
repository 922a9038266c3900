package rtc.muc.internal.room;

import java.time.Instant;
import rtc.muc.internal.protocol.JsonText;

/**
 * A peer as the other peers saw it at one moment.
 *
 * @param id its id
 * @param status its status, a JSON object
 * @param joinedAt the time at which it joined
 * @param identity the client's identity, as far as the server knows it; not shown to other peers
 * @param node the name of the peer's node; empty if there is only one node
 */
public record RosterEntry(String id, JsonText status, Instant joinedAt, PeerIdentity identity, String node) {

    RosterEntry with(JsonText newStatus) {
        return new RosterEntry(id, newStatus, joinedAt, identity, node);
    }

    RosterEntry with(PeerIdentity newIdentity) {
        return new RosterEntry(id, status, joinedAt, newIdentity, node);
    }
}
