package rtc.muc.internal.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.JsonText;

/** The peers of a room with their statuses, in join order. Not thread-safe; guarded by the lock of its {@link Room}. */
final class Roster {

    private final Map<String, RosterEntry> entries = new LinkedHashMap<>();

    /**
     * Applies a change.
     *
     * @return the entry of the peer: its new state or, after a leave, its last state; null if nothing changed
     */
    @Nullable
    RosterEntry apply(RosterChange change) {
        if (change instanceof RosterChange.NewStatus changed) {
            return entries.computeIfPresent(changed.peer(), (id, entry) -> entry.with(changed.status()));
        } else if (change instanceof RosterChange.Join join) {
            RosterEntry entry = join.entry();
            return entries.putIfAbsent(join.peer(), entry) == null ? entry : null;
        }
        return entries.remove(change.peer());
    }

    /** Replaces a peer's identity, perhaps with a new address; other peers are not notified. */
    void move(String peer, PeerIdentity identity) {
        entries.computeIfPresent(peer, (id, entry) -> entry.with(identity));
    }

    /** {@return the entry of the peer with this id, or null} */
    @Nullable
    RosterEntry entry(String peer) {
        return entries.get(peer);
    }

    int size() {
        return entries.size();
    }

    /** {@return how many peers on all nodes have the principal of this identity; 0 if it has no principal} */
    int count(PeerIdentity identity) {
        return (int) entries.values().stream()
                .filter(entry -> identity.sharesPrincipal(entry.identity()))
                .count();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Map<String, JsonText> statuses() {
        Map<String, JsonText> statuses = new LinkedHashMap<>();
        entries.forEach((id, entry) -> statuses.put(id, entry.status()));
        return statuses;
    }

    List<RosterEntry> entries() {
        return List.copyOf(entries.values());
    }
}
