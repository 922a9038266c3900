package rtc.muc.internal.room;

import rtc.muc.internal.protocol.ServerMessage;

/** Gives access to the peers that another node presented, for as long as that session lasts. */
public interface RemoteNode {

    /**
     * Relays an event to a peer of that node. Called while a room is locked: only appends, and takes no lock.
     *
     * @param recipient the recipient's own id
     * @param event the event, from a peer of this node by its own id
     * @return false if it cannot be delivered; if true, it is delivered, or the recipient leaves the room
     */
    boolean relay(String recipient, ServerMessage.From event);

    /**
     * Asks that node to do something with its peers. For any thread: only appends, and takes no lock.
     *
     * @return false if it cannot be asked; if true, it does what it is asked, or its peers leave
     */
    boolean request(NodeRequest request);
}
