package rtc.signaling;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other peers of the room, in the order in which they came. Written by the events of one {@link MucSignaling}. */
final class Roster {

    private final Map<String, MucSignalingPeer> peers = new LinkedHashMap<>();

    /** What other threads see. */
    private volatile List<SignalingPeer> snapshot = List.of();

    Collection<SignalingPeer> snapshot() {
        return snapshot;
    }

    @Nullable
    MucSignalingPeer find(String id) {
        return peers.get(id);
    }

    /** Takes in those who are new. */
    void addAll(Collection<MucSignalingPeer> joined) {
        joined.forEach(peer -> peers.putIfAbsent(peer.id(), peer));
        snapshot = List.copyOf(peers.values());
    }

    @Nullable
    MucSignalingPeer remove(String id) {
        var removed = peers.remove(id);
        snapshot = List.copyOf(peers.values());
        return removed;
    }

    void clear() {
        peers.clear();
        snapshot = List.of();
    }
}
