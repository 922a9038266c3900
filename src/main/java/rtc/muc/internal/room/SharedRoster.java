package rtc.muc.internal.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data that a room stores only because of other nodes: the stamp of each peer, and the peers that are on other
 * nodes. Not thread-safe; guarded by the lock of its {@link Room}.
 */
final class SharedRoster {

    /** The stamps of all peers, by the ids that the peers of this node use. */
    private final Map<String, Stamp> stamps = new HashMap<>(4);

    private final Map<String, RemotePeer> remote = new HashMap<>(0);

    /** Assigns a joining peer of this node a stamp after those of all peers in the room. */
    Stamp stamp(String peer) {
        long latest = stamps.values().stream().mapToLong(Stamp::time).max().orElse(0);
        Stamp stamp = new Stamp(1 + latest, peer);
        stamps.put(peer, stamp);
        return stamp;
    }

    /** {@return the stamp of a peer that is in the room} */
    Stamp stampOf(String peer) {
        return Objects.requireNonNull(stamps.get(peer));
    }

    /** {@return the ids of the peers of this node that joined after a peer with this stamp} */
    List<String> after(Stamp stamp) {
        return stamps.entrySet().stream()
                .filter(peer -> peer.getValue().isAfter(stamp) && !remote.containsKey(peer.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    void add(RemotePeer peer) {
        stamps.put(peer.wireId(), peer.peer().stamp());
        remote.put(peer.wireId(), peer);
    }

    /** Forgets a peer of this node. */
    void remove(String peer) {
        stamps.remove(peer);
    }

    /** Forgets a peer of another node; returns whether it was in the room. */
    boolean remove(RemotePeer peer) {
        boolean here = contains(peer);
        if (here) {
            stamps.remove(peer.wireId());
            remote.remove(peer.wireId());
        }
        return here;
    }

    boolean contains(RemotePeer peer) {
        return peer.equals(remote.get(peer.wireId()));
    }

    /** {@return the peer of another node that has this id on this node; null if there is none} */
    @Nullable
    RemotePeer remote(String wireId) {
        return remote.get(wireId);
    }

    /** {@return the peer of another node that has this id on any node; null if there is none} */
    @Nullable
    RemotePeer find(String id) {
        RemotePeer known = remote.get(id);
        if (known != null) {
            return known;
        }
        String own = WireIds.own(id);
        return remote.values().stream()
                .filter(peer -> peer.id().equals(own))
                .findFirst()
                .orElse(null);
    }

    List<RemotePeer> remotes() {
        return List.copyOf(remote.values());
    }
}
