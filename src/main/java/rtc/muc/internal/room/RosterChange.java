package rtc.muc.internal.room;

import rtc.muc.EndReason;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * One change of a room's roster, as a value. It can be applied to a {@link Roster}, and it contains the announcement
 * for all peers except the one that changes. Applying a change twice has no further effect.
 */
sealed interface RosterChange {

    /** {@return the id of the peer that changes} */
    String peer();

    /** {@return the message to all other peers of the room} */
    ServerMessage announcement();

    /** A peer joins; it receives the roster as it was before the join. */
    record Join(RosterEntry entry) implements RosterChange {
        @Override
        public String peer() {
            return entry.id();
        }

        @Override
        public ServerMessage announcement() {
            return new ServerMessage.PeerJoined(entry.id(), entry.status());
        }
    }

    /** A peer replaces its status. */
    record NewStatus(String peer, JsonText status) implements RosterChange {
        @Override
        public ServerMessage announcement() {
            return new ServerMessage.PeerStatus(peer, status);
        }
    }

    /** A peer has left, with the reason. */
    record Leave(String peer, EndReason why) implements RosterChange {
        @Override
        public ServerMessage announcement() {
            return new ServerMessage.PeerLeft(peer);
        }
    }
}
