package rtc.muc.internal.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The peers that were in the room when a client joined, and those that joined and left afterwards. */
final class RosterStory {

    private final Set<String> snapshot = new HashSet<>();
    private final List<String> events = new ArrayList<>();

    void met(Presentation peer, boolean inSnapshot) {
        if (inSnapshot) {
            snapshot.add(peer.wireId);
        } else {
            events.add("+" + peer.wireId);
        }
    }

    void left(Presentation peer) {
        events.add("-" + peer.wireId);
    }

    /**
     * Compares the story of a client with that of a later client of the same room and node: when the later client
     * joins, both must know the same peers; from then on, both must be notified of the same changes in the same order.
     *
     * @return the difference; null if there is none, or if the first client was never notified of the second
     */
    static @Nullable String difference(SimulatedClient first, SimulatedClient second) {
        RosterStory mine = first.story();
        RosterStory theirs = second.story();
        int met = mine.events.indexOf("+" + second.id());
        if (met < 0) {
            return null;
        }
        Set<String> then = new HashSet<>(mine.snapshot);
        then.add(first.id());
        mine.events.subList(0, met).forEach(event -> {
            if (event.startsWith("+")) {
                then.add(event.substring(1));
            } else {
                then.remove(event.substring(1));
            }
        });
        if (!then.equals(theirs.snapshot)) {
            return first.id() + " knew " + then + " when " + second.id() + " was told " + theirs.snapshot;
        }
        List<String> later = without(second.id(), mine.events.subList(met + 1, mine.events.size()));
        List<String> seen = without(first.id(), theirs.events);
        int length = Math.min(later.size(), seen.size());
        return later.subList(0, length).equals(seen.subList(0, length))
                ? null
                : first.id() + " saw " + later + " where " + second.id() + " saw " + seen;
    }

    private static List<String> without(String peer, List<String> events) {
        return events.stream().filter(event -> !event.substring(1).equals(peer)).toList();
    }
}
