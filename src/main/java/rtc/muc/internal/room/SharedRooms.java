package rtc.muc.internal.room;

import java.util.List;
import java.util.function.Consumer;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/** The rooms of this node as its links to other nodes use them. Each method takes the lock of one room at a time. */
public interface SharedRooms {

    /** {@return the names of the rooms that exist now} */
    List<RoomName> names();

    /**
     * Presents this node's peers of a room, under its lock. So each change of a peer is either contained in what is
     * presented, or is published after it.
     *
     * @param to takes each; only appends
     */
    void present(RoomName room, Consumer<PresentedPeer> to);

    /** A peer of another node comes into its room, which is made if need be. */
    void add(RemotePeer peer);

    /** A peer of another node has a new status; does nothing if it is not in its room. */
    void changeStatus(RemotePeer peer, JsonText status);

    /** Peers of another node are out of their room; does nothing for those who are not there. */
    void remove(RoomName room, List<RemotePeer> peers);

    /**
     * Delivers an event of a peer of another node; does nothing if one of the two is not in the room.
     *
     * @param recipient the id of a peer of this node
     * @param event the event, from the sender by its own id
     */
    void deliver(RemotePeer sender, String recipient, ServerMessage.From event);

    /** {@return the requests that a new node gets at once, such as to hold the bans} */
    List<NodeRequest> standing();

    /** Does what another node asks, with this node's peers. */
    void take(NodeRequest request);
}
