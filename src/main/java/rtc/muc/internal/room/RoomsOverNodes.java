package rtc.muc.internal.room;

import java.util.List;
import java.util.function.Consumer;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/** Applies the changes and requests of other nodes to the rooms of this node. */
record RoomsOverNodes(Rooms rooms) implements SharedRooms {

    @Override
    public List<RoomName> names() {
        return rooms.names();
    }

    @Override
    public void present(RoomName name, Consumer<PresentedPeer> to) {
        Room room = rooms.find(name);
        if (room != null) {
            room.present(to);
        }
    }

    @Override
    public void add(RemotePeer peer) {
        RemoteJoin join = new RemoteJoin(peer, rooms::encode);
        Room room = rooms.open(peer.room());
        join.prepare(room.peersAfter(peer.peer().stamp()));
        while (!room.apply(join)) {
            room = rooms.openInsteadOf(room, peer.room());
        }
    }

    @Override
    public void changeStatus(RemotePeer peer, JsonText status) {
        Room room = rooms.find(peer.room());
        if (room != null) {
            rooms.changeStatus(room, new RosterChange.NewStatus(peer.wireId(), status));
        }
    }

    @Override
    public void remove(RoomName name, List<RemotePeer> peers) {
        Room room = rooms.find(name);
        if (room != null) {
            room.apply(new RemoteLeave(peers, rooms::encode));
        }
    }

    @Override
    public void deliver(RemotePeer sender, String recipient, ServerMessage.From event) {
        Room room = rooms.find(sender.room());
        if (room != null) {
            room.deliver(
                            sender,
                            recipient,
                            rooms.encode(new ServerMessage.From(sender.wireId(), event.event(), event.data())))
                    .settle();
        }
    }

    @Override
    public List<NodeRequest> standing() {
        return rooms.control().standing();
    }

    @Override
    public void take(NodeRequest request) {
        rooms.control().take(request);
    }
}
