package rtc.muc.internal.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The peers that were in the room when a client joined, and what it was told of peers afterwards. */
final class RosterStory {

    private enum Kind {
        JOINED,
        STATUS,
        LEFT
    }

    private record Event(Kind kind, String peer, int status) {
        boolean isStatus() {
            return kind == Kind.STATUS;
        }

        /** {@return whether this event makes a status obsolete} */
        boolean replaces(Event other) {
            return isStatus() && peer.equals(other.peer) && status > other.status;
        }

        @Override
        public String toString() {
            return kind + " " + peer + " " + status;
        }
    }

    private final Map<String, Integer> snapshot = new HashMap<>();
    private final List<Event> events = new ArrayList<>();

    void met(Presentation peer, boolean inSnapshot) {
        if (inSnapshot) {
            snapshot.put(peer.wireId, peer.status);
        } else {
            events.add(new Event(Kind.JOINED, peer.wireId, peer.status));
        }
    }

    void changed(Presentation peer) {
        events.add(new Event(Kind.STATUS, peer.wireId, peer.status));
    }

    void left(Presentation peer) {
        events.add(new Event(Kind.LEFT, peer.wireId, 0));
    }

    /**
     * Compares the story of a client with that of a later client of the same room and node: when the later client
     * joins, both must know the same peers; from then on, both must be notified of the same changes in the same order.
     * If statuses are conflated, each client may miss statuses that were obsolete before they were sent.
     *
     * @return the difference; null if there is none, or if the first client was never notified of the second
     */
    static @Nullable String difference(SimulatedClient first, SimulatedClient second, boolean conflates) {
        List<Event> mine = first.story().events;
        int met = firstOf(mine, second.id());
        if (met < 0) {
            return null;
        }
        Map<String, Integer> then = first.story().roster(met);
        Map<String, Integer> told = new HashMap<>(second.story().snapshot);
        boolean same = then.keySet().equals(without(told, first.id()).keySet()) && told.containsKey(first.id());
        if (!same || (!conflates && !then.equals(without(told, first.id())))) {
            return first.id() + " knew " + then + " when " + second.id() + " was told " + told;
        }
        List<Event> later = without(second.id(), mine.subList(met + 1, mine.size()));
        List<Event> seen = without(first.id(), second.story().events);
        boolean equal = conflates
                ? isPrefix(changes(later), changes(seen))
                        && shared(later, seen).equals(shared(seen, later))
                        && (first.isOver() || missesOnlyObsolete(later, seen))
                        && (second.isOver() || missesOnlyObsolete(seen, later))
                : isPrefix(later, seen);
        return equal ? null : first.id() + " saw " + later + " where " + second.id() + " saw " + seen;
    }

    /** {@return the statuses of the peers that the client knew after its first events} */
    private Map<String, Integer> roster(int count) {
        Map<String, Integer> roster = new HashMap<>(snapshot);
        for (Event event : events.subList(0, count)) {
            if (event.kind() == Kind.LEFT) {
                roster.remove(event.peer());
            } else {
                roster.put(event.peer(), event.status());
            }
        }
        return roster;
    }

    private static int firstOf(List<Event> events, String joined) {
        for (int place = 0; place < events.size(); place++) {
            if (events.get(place).kind() == Kind.JOINED
                    && events.get(place).peer().equals(joined)) {
                return place;
            }
        }
        return -1;
    }

    /** {@return whether the shorter list, of a client that may have ended earlier, is how the longer one begins} */
    private static boolean isPrefix(List<Event> one, List<Event> other) {
        int length = Math.min(one.size(), other.size());
        return one.subList(0, length).equals(other.subList(0, length));
    }

    private static List<Event> changes(List<Event> events) {
        return filter(events, event -> !event.isStatus());
    }

    private static List<Event> shared(List<Event> events, List<Event> others) {
        return filter(events, new HashSet<>(others)::contains);
    }

    /** {@return whether each status that only the other client saw was followed by a newer one here} */
    private static boolean missesOnlyObsolete(List<Event> events, List<Event> others) {
        Set<Event> here = new HashSet<>(events);
        return others.stream()
                .filter(event -> event.isStatus() && !here.contains(event))
                .allMatch(missed -> events.stream().anyMatch(event -> event.replaces(missed)));
    }

    private static List<Event> without(String peer, List<Event> events) {
        return filter(events, event -> !event.peer().equals(peer));
    }

    private static Map<String, Integer> without(Map<String, Integer> roster, String peer) {
        Map<String, Integer> others = new HashMap<>(roster);
        others.remove(peer);
        return others;
    }

    private static List<Event> filter(List<Event> events, Predicate<Event> wanted) {
        return events.stream().filter(wanted).toList();
    }
}
