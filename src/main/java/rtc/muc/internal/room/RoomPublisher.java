package rtc.muc.internal.room;

import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;

/**
 * Publishes the changes of this node's peers to all other nodes. Called while a room is locked, in the order in which
 * the peers of the room see the changes: only appends to a queue, takes no lock, and does not throw. Requests may also
 * be published without a lock.
 */
public interface RoomPublisher {

    /** Publishes nothing: there is no other node. */
    RoomPublisher NONE = new RoomPublisher() {
        @Override
        public void joined(PresentedPeer peer) {}

        @Override
        public void statusChanged(RoomName room, String peer, JsonText status) {}

        @Override
        public void left(RoomName room, String peer) {}

        @Override
        public void request(NodeRequest request) {}

        @Override
        public String node() {
            return "";
        }
    };

    /** A peer has joined. */
    void joined(PresentedPeer peer);

    /** A peer has a new status. */
    void statusChanged(RoomName room, String peer, JsonText status);

    /** A peer has left its room. */
    void left(RoomName room, String peer);

    /** Sends a request to all nodes that can be reached. */
    void request(NodeRequest request);

    /** {@return the name of this node; empty if there are no other nodes} */
    String node();
}
