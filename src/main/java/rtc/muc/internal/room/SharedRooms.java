package rtc.muc.internal.room;

import java.util.List;
import java.util.function.Consumer;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/** The view of this node's rooms for its links to other nodes. Each method locks one room at a time. */
public interface SharedRooms {

    /** {@return the names of the rooms that exist now} */
    List<RoomName> names();

    /**
     * Presents this node's peers of a room, under the room's lock. So each change of a peer is either part of the
     * presentation, or published after it.
     *
     * @param to receives each peer; only appends to a queue
     */
    void present(RoomName room, Consumer<PresentedPeer> to);

    /** Adds a peer of another node to its room, which is created if it does not exist. */
    void add(RemotePeer peer);

    /** Applies the new status of a peer of another node; does nothing if the peer is not in its room. */
    void changeStatus(RemotePeer peer, JsonText status);

    /** Removes peers of another node from their room; does nothing for peers that are not in it. */
    void remove(RoomName room, List<RemotePeer> peers);

    /**
     * Delivers an event from a peer of another node to a peer of this node; does nothing if one of the two is not in
     * the room.
     *
     * @param recipient the id of a peer of this node
     * @param event the event, with the sender's own id
     */
    void deliver(RemotePeer sender, String recipient, ServerMessage.From event);

    /** {@return the requests to send to a new node, such as the bans} */
    List<NodeRequest> standing();

    /** Carries out a request of another node on the peers of this node. */
    void take(NodeRequest request);
}
