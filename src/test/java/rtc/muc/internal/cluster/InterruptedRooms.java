package rtc.muc.internal.cluster;

import java.util.List;
import java.util.function.Consumer;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PresentedPeer;
import rtc.muc.internal.room.RemotePeer;
import rtc.muc.internal.room.SharedRooms;

/** Rooms where other threads may run before a link acquires a room's lock, most often between two rooms. */
record InterruptedRooms(SharedRooms rooms, Scheduler scheduler) implements SharedRooms {

    private static final double BETWEEN_ROOMS = 0.3;
    private static final double ELSEWHERE = 0.01;

    @Override
    public List<RoomName> names() {
        return rooms.names();
    }

    @Override
    public void present(RoomName room, Consumer<PresentedPeer> to) {
        scheduler.interrupt(BETWEEN_ROOMS);
        rooms.present(room, to);
        scheduler.interrupt(BETWEEN_ROOMS);
    }

    @Override
    public void add(RemotePeer peer) {
        scheduler.interrupt(ELSEWHERE);
        rooms.add(peer);
    }

    @Override
    public void changeStatus(RemotePeer peer, JsonText status) {
        scheduler.interrupt(ELSEWHERE);
        rooms.changeStatus(peer, status);
    }

    @Override
    public void remove(RoomName room, List<RemotePeer> peers) {
        scheduler.interrupt(BETWEEN_ROOMS);
        rooms.remove(room, peers);
    }

    @Override
    public void deliver(RemotePeer sender, String recipient, ServerMessage.From event) {
        scheduler.interrupt(ELSEWHERE);
        rooms.deliver(sender, recipient, event);
    }

    @Override
    public List<NodeRequest> standing() {
        scheduler.interrupt(BETWEEN_ROOMS);
        return rooms.standing();
    }

    @Override
    public void take(NodeRequest request) {
        scheduler.interrupt(ELSEWHERE);
        rooms.take(request);
    }
}
