package rtc.muc.internal.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a room keeps of its peers for the sake of other nodes: the stamp of each, and which of them are on other nodes. A
 * plain value for one thread at a time; {@link Room} locks it.
 */
final class SharedRoster {

    /** By the ids that the room's peers know. */
    private final Map<String, Stamp> stamps = new HashMap<>(4);

    private final Map<String, RemotePeer> remote = new HashMap<>(0);

    /** A peer of this node joins: takes a stamp after everybody who is here. */
    Stamp stamp(String peer) {
        long latest = stamps.values().stream().mapToLong(Stamp::time).max().orElse(0);
        Stamp stamp = new Stamp(1 + latest, peer);
        stamps.put(peer, stamp);
        return stamp;
    }

    /** {@return the stamp of a peer who is here} */
    Stamp stampOf(String peer) {
        return Objects.requireNonNull(stamps.get(peer));
    }

    /** {@return the peers of this node that joined after one with such a stamp} */
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

    /** Forgets a peer of another node; returns whether it was here. */
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

    /** {@return the peer of another node that is known by an id, or null} */
    @Nullable
    RemotePeer remote(String wireId) {
        return remote.get(wireId);
    }

    /** {@return the peer of another node that is known by an id or has it as its own, or null} */
    @Nullable
    RemotePeer find(String id) {
        RemotePeer known = remote.get(id);
        return known != null
                ? known
                : remote.values().stream()
                        .filter(peer -> peer.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    List<RemotePeer> remotes() {
        return List.copyOf(remote.values());
    }
}
