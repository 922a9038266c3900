package rtc.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other peers that one peer met, how it met them, and which of them were present at the end. Built in one pass over
 * the messages that the peer received, which also checks C2 and C3.
 */
final class Encounters {

    /**
     * How a peer first learned of another peer.
     *
     * @param listed whether the other peer was listed in {@code joined}
     * @param at the index of the received message
     */
    record Meeting(boolean listed, int at) {}

    private final Trace trace;
    private final Findings findings;
    private final Map<String, Meeting> met = new LinkedHashMap<>();
    private final Map<String, String> present = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();
    private final List<RosterEvent> events = new ArrayList<>();
    private final Set<RosterEvent> seen = new HashSet<>();

    /** For each received message, the number of roster events in this message and all before it. */
    private final List<Integer> eventsUpTo = new ArrayList<>();

    private Map<String, String> snapshot = Map.of();
    private boolean joined;

    Encounters(Trace trace, Findings findings) {
        this.trace = trace;
        this.findings = findings;
        for (int at = 0; at < trace.received().size(); at++) {
            take(trace.received().get(at), at);
            eventsUpTo.add(events.size());
        }
    }

    @Nullable
    Meeting with(String peer) {
        return met.get(peer);
    }

    Map<String, Meeting> all() {
        return met;
    }

    /** {@return the peers that were present at the end, with their statuses} */
    Map<String, String> present() {
        return present;
    }

    Set<String> left() {
        return left;
    }

    /** {@return the peers that were present when it joined, with their statuses} */
    Map<String, String> snapshot() {
        return snapshot;
    }

    /** {@return the roster events that it received after its join, in order} */
    List<RosterEvent> events() {
        return events;
    }

    /** {@return whether it received this event after its join} */
    boolean saw(RosterEvent event) {
        return seen.contains(event);
    }

    /** {@return the last status of a peer that it received; null if it never met that peer, or if that peer left} */
    @Nullable
    String statusOf(String peer) {
        return present.get(peer);
    }

    /** {@return the last roster event among the first {@code heard} messages; null if there is none} */
    @Nullable
    RosterEvent lastEventOf(int heard) {
        int count = heard == 0 ? 0 : eventsUpTo.get(heard - 1);
        return count == 0 ? null : events.get(count - 1);
    }

    private void take(Received message, int at) {
        if (message instanceof Received.Joined listed) {
            if (!listed.id().equals(trace.peer())) {
                findings.add(Rule.ISOLATION, trace, "is told that it is " + listed.id());
            }
            join(listed.peers());
            listed.peers().forEach((peer, status) -> meet(peer, status, new Meeting(true, at)));
        } else if (message instanceof Received.PeerJoined came) {
            meet(came.peer(), came.status(), new Meeting(false, at));
            see(new RosterEvent.Came(came.peer(), came.status()));
        } else if (message instanceof Received.PeerStatus changed) {
            hear(changed.peer(), "a status");
            present.replace(changed.peer(), changed.status());
            see(new RosterEvent.Changed(changed.peer(), changed.status()));
        } else if (message instanceof Received.From from) {
            hear(from.peer(), "an event");
        } else if (message instanceof Received.PeerLeft gone) {
            leave(gone.peer());
            see(new RosterEvent.Went(gone.peer()));
        }
    }

    private void see(RosterEvent event) {
        events.add(event);
        seen.add(event);
    }

    private void join(Map<String, String> listed) {
        if (joined) {
            listed.forEach((peer, status) -> see(new RosterEvent.Came(peer, status)));
        } else {
            snapshot = listed;
            joined = true;
        }
    }

    private void meet(String peer, String status, Meeting meeting) {
        if (!joined) {
            findings.add(Rule.KNOWN_BEFORE_HEARD, trace, "is told that " + peer + " joined before its own joined");
        }
        if (met.putIfAbsent(peer, meeting) != null) {
            findings.add(Rule.EXACTLY_ONCE, trace, "is told twice that " + peer + " joined");
        } else {
            present.put(peer, status);
        }
    }

    private void hear(String peer, String what) {
        boolean itself = joined && peer.equals(trace.peer());
        if (left.contains(peer)) {
            findings.add(Rule.KNOWN_BEFORE_HEARD, trace, "gets " + what + " of " + peer + ", which left");
        } else if (!met.containsKey(peer) && !itself) {
            findings.add(Rule.KNOWN_BEFORE_HEARD, trace, "gets " + what + " of " + peer + ", which it does not know");
        }
    }

    private void leave(String peer) {
        if (!left.add(peer)) {
            findings.add(Rule.EXACTLY_ONCE, trace, "is told twice that " + peer + " left");
        } else if (!met.containsKey(peer)) {
            findings.add(Rule.KNOWN_BEFORE_HEARD, trace, "is told that " + peer + " left, which it does not know");
        }
        present.remove(peer);
    }
}
