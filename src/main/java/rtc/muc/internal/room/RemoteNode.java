package rtc.muc.internal.room;

import rtc.muc.internal.protocol.ServerMessage;

/** Gives access to the peers that another node has presented in one session, as long as that session lasts. */
public interface RemoteNode {

    /**
     * Relays an event to a peer of that node. Called while a room is locked: only appends to a queue, and takes no
     * lock.
     *
     * @param recipient the recipient's own id
     * @param event the event, with the sender's own id; the sender is a peer of this node
     * @return false if the event cannot be delivered; if true, it is delivered, or the recipient leaves the room
     */
    boolean relay(String recipient, ServerMessage.From event);

    /**
     * Sends a request to that node. May be called by any thread; only appends to a queue, and takes no lock.
     *
     * @return false if the request cannot be sent; if true, the node carries it out, or its peers leave
     */
    boolean request(NodeRequest request);
}
