package rtc.muc.internal.room;

import java.time.Instant;
import rtc.muc.internal.protocol.JsonText;

/**
 * A peer as the others saw it at one moment.
 *
 * @param id its id
 * @param status its status, a JSON object
 * @param joinedAt when it joined
 * @param identity who it is, as far as the server knows; not shown to the others
 * @param node the name of the node that it is on; empty where there is only one
 */
public record RosterEntry(String id, JsonText status, Instant joinedAt, PeerIdentity identity, String node) {

    RosterEntry with(JsonText newStatus) {
        return new RosterEntry(id, newStatus, joinedAt, identity, node);
    }

    RosterEntry with(PeerIdentity newIdentity) {
        return new RosterEntry(id, status, joinedAt, newIdentity, node);
    }
}
