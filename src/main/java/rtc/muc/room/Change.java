package rtc.muc.room;

import java.time.Instant;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.JsonText;
import rtc.muc.protocol.ServerMessage;

/**
 * One change of a room's roster, as a value: applied to a {@link Roster}, it changes who is there, and it says what
 * everybody but its subject must be told. Applying one twice changes nothing.
 */
sealed interface Change {

    /** {@return the id of the peer that it is about} */
    String peer();

    /** {@return what all other peers of the room are told} */
    ServerMessage announcement();

    /** A peer enters; it is told the roster as it was before. */
    record Join(String peer, JsonText status, Instant joinedAt, PeerIdentity identity) implements Change {
        @Override
        public ServerMessage announcement() {
            return new ServerMessage.PeerJoined(peer, status);
        }
    }

    /** A peer replaces its status. */
    record NewStatus(String peer, JsonText status) implements Change {
        @Override
        public ServerMessage announcement() {
            return new ServerMessage.PeerStatus(peer, status);
        }
    }

    /** A peer is out, and why. */
    record Leave(String peer, Ending why) implements Change {
        @Override
        public ServerMessage announcement() {
            return new ServerMessage.PeerLeft(peer);
        }
    }
}
