package rtc.muc.internal.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The peers of one room that are connected to this node, in join order. Guarded by the room's lock. */
final class LocalPeers {

    private final Map<String, Peer> byId = new LinkedHashMap<>();

    /** The same peers as a list that never changes, replaced when one joins or leaves: so a broadcast needs no copy. */
    private List<Peer> all = List.of();

    void add(Peer peer) {
        byId.put(peer.id(), peer);
        all = List.copyOf(byId.values());
    }

    /** Removes a peer, if it is here. */
    void remove(String id) {
        if (byId.remove(id) != null) {
            all = List.copyOf(byId.values());
        }
    }

    /** {@return the peer of that id, or null} */
    @Nullable
    Peer get(String id) {
        return byId.get(id);
    }

    boolean contains(String id) {
        return byId.containsKey(id);
    }

    /** {@return the peers, as a list that does not change} */
    List<Peer> all() {
        return all;
    }

    /** {@return how many peers receive the status of one of them} */
    int receivers() {
        return Math.max(0, all.size() - 1);
    }

    /**
     * Appends something to the outboxes of all peers that it concerns.
     *
     * @param appending appends it to a peer's outbox, and says whether the outbox took it; true for a peer that it does not
     *     concern
     * @return the peers whose outboxes did not take it
     */
    List<Peer> append(Predicate<Peer> appending) {
        List<Peer> full = List.of();
        for (Peer peer : all) {
            if (!appending.test(peer)) {
                full = full.isEmpty() ? new ArrayList<>() : full;
                full.add(peer);
            }
        }
        return full;
    }
}
