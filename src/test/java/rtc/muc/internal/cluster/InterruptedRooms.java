package rtc.muc.internal.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PresentedPeer;
import rtc.muc.internal.room.RemotePeer;
import rtc.muc.internal.room.SharedRooms;

/**
 * Rooms where other threads may run before a link acquires a room's lock, most often between two rooms. They check that
 * no peer is presented anew without a pause after the end of the session.
 */
final class InterruptedRooms implements SharedRooms {

    private static final double BETWEEN_ROOMS = 0.3;
    private static final double ELSEWHERE = 0.01;
    private static final long PAUSE = LinkTimes.DEFAULT.hold().toMillis();

    private final SharedRooms rooms;
    private final SimulatedCluster cluster;
    private final Scheduler scheduler;

    /** When each peer of another node was last presented, by its own id. */
    private final Map<String, Long> presentedAt = new HashMap<>();

    InterruptedRooms(SharedRooms rooms, SimulatedCluster cluster) {
        this.rooms = rooms;
        this.cluster = cluster;
        this.scheduler = cluster.scheduler();
    }

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
        checkPause(peer);
        rooms.add(peer);
    }

    /** A link that was forgotten before its pause was over begins without one. */
    private void checkPause(RemotePeer peer) {
        Long before = presentedAt.put(peer.id(), scheduler.now());
        boolean forgets = cluster.randomFaults().forgetting.toMillis() < PAUSE;
        if (before != null && !forgets && scheduler.now() - before < PAUSE) {
            cluster.violation(
                    "STORM", peer.wireId() + " is presented anew after " + (scheduler.now() - before) + " ms");
        }
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
