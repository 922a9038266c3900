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

    /**
     * The same peers as an immutable list, which is replaced when a peer joins or leaves, so that a broadcast needs no
     * copy.
     */
    private List<Peer> all = List.of();

    void add(Peer peer) {
        byId.put(peer.id(), peer);
        all = List.copyOf(byId.values());
    }

    /** Removes a peer, if it is present. */
    void remove(String id) {
        if (byId.remove(id) != null) {
            all = List.copyOf(byId.values());
        }
    }

    /** {@return the peer with this id, or null} */
    @Nullable
    Peer get(String id) {
        return byId.get(id);
    }

    boolean contains(String id) {
        return byId.containsKey(id);
    }

    /** {@return the peers, as an immutable list} */
    List<Peer> all() {
        return all;
    }

    /** {@return how many of these peers receive the status of another one of them} */
    int receivers() {
        return Math.max(0, all.size() - 1);
    }

    /**
     * Appends a text to the outboxes of all peers that should receive it.
     *
     * @param appending appends the text to a peer's outbox, and returns whether the outbox accepted it; returns true
     *     for a peer that should not receive it
     * @return the peers whose outboxes did not accept the text
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
