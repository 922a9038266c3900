package rtc.muc.internal.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;
import rtc.muc.internal.room.RemoteNode;
import rtc.muc.internal.room.RemotePeer;
import rtc.muc.internal.room.SharedRooms;

/**
 * The incoming side of one session: the peers that the other node has presented, and their changes. Not thread-safe.
 */
final class RemotePeers {

    private final SharedRooms rooms;
    private final RemoteNode session;
    private final Map<String, RemotePeer> byId = new LinkedHashMap<>();

    RemotePeers(SharedRooms rooms, RemoteNode session) {
        this.rooms = rooms;
        this.session = session;
    }

    /**
     * Applies a change. A change of an unknown peer is ignored: the peer has left, or was never presented, or is in a
     * room whose name this node does not accept.
     */
    void apply(NodeMessage.Change change) {
        if (change instanceof NodeMessage.Relay relay) {
            @Nullable RemotePeer sender = byId.get(relay.event().peer());
            if (sender != null) {
                rooms.deliver(sender, relay.recipient(), relay.event());
            }
        } else if (change instanceof NodeMessage.Status status) {
            @Nullable RemotePeer peer = byId.get(status.peer());
            if (peer != null) {
                rooms.changeStatus(peer, status.status());
            }
        } else if (change instanceof NodeMessage.Leave leave) {
            @Nullable RemotePeer peer = byId.remove(leave.peer());
            if (peer != null) {
                rooms.remove(peer.room(), List.of(peer));
            }
        } else if (change instanceof NodeMessage.Join join) {
            add(new RemotePeer(join.wireId(), join.peer(), session));
        } else if (change instanceof NodeMessage.Request asked) {
            rooms.take(asked.request());
        }
    }

    /** Removes all peers of the session from their rooms. If that fails in one room, continues with the others. */
    void removeAll() {
        Map<RoomName, List<RemotePeer>> byRoom =
                byId.values().stream().collect(groupingBy(RemotePeer::room, LinkedHashMap::new, toList()));
        byId.clear();
        @Nullable Throwable failed = null;
        for (Map.Entry<RoomName, List<RemotePeer>> room : byRoom.entrySet()) {
            try {
                rooms.remove(room.getKey(), room.getValue());
            } catch (RuntimeException | Error bug) {
                failed = bug;
            }
        }
        if (failed != null) {
            throw new IllegalStateException("A room failed to remove the peers of a node", failed);
        }
    }

    private void add(RemotePeer peer) {
        if (byId.putIfAbsent(peer.id(), peer) == null) {
            rooms.add(peer);
        }
    }
}
