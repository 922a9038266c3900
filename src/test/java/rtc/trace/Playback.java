package rtc.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rtc.trace.Conflict.Way;

/**
 * Replays a room's events in an assumed order. Checks that each peer's {@code joined} shows the room as it was when the
 * peer joined. From then on, until it left or its trace ended, the peer must have received all events of others in this
 * order. A status may be missing if a newer status of the same peer replaced it.
 */
final class Playback {

    private static final class Watch {
        private final Crowd.Member member;
        private int seen;
        private boolean over;

        /** The position of its leave in the room's order; after all events if it does not leave. */
        private final int end;

        Watch(Crowd.Member member, int end) {
            this.member = member;
            this.end = end;
        }

        /** {@return the next event that it received; null if there is none} */
        @Nullable
        RosterEvent next() {
            List<RosterEvent> events = member.events();
            return seen < events.size() ? events.get(seen) : null;
        }
    }

    private final Map<String, Crowd.Member> locals;
    private final Map<String, Crowd.Member> subjects;
    private final Map<String, RosterEvent.Came> arrivals;
    private final boolean ordered;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final Map<String, String> roster = new LinkedHashMap<>();
    private final Map<String, Watch> watches = new LinkedHashMap<>();

    /**
     * Prepares a playback. If all peers are local, a snapshot must list them in the order of their arrival.
     *
     * @param locals the peers whose traces are compared with the order
     * @param subjects all peers that the events are about
     * @param arrivals the arrivals of these peers
     */
    Playback(
            Map<String, Crowd.Member> locals,
            Map<String, Crowd.Member> subjects,
            Map<String, RosterEvent.Came> arrivals) {
        this.locals = locals;
        this.subjects = subjects;
        this.arrivals = arrivals;
        this.ordered = subjects.keySet().equals(locals.keySet());
    }

    /** {@return the traces that conflict with an order} */
    List<Conflict> play(List<RosterEvent> events) {
        for (int at = 0; at < events.size(); at++) {
            RosterEvent event = events.get(at);
            show(event, events, nextStatus(events, at));
            if (event instanceof RosterEvent.Came came) {
                enter(came, end(events, came.peer()));
            } else if (event instanceof RosterEvent.Changed changed) {
                roster.replace(changed.peer(), changed.status());
            } else {
                roster.remove(event.peer());
                watches.remove(event.peer());
            }
        }
        return conflicts;
    }

    private void enter(RosterEvent.Came came, int end) {
        Crowd.Member local = locals.get(came.peer());
        if (local != null) {
            Map<String, String> found = local.snapshot();
            boolean same = ordered
                    ? List.copyOf(roster.entrySet()).equals(List.copyOf(found.entrySet()))
                    : roster.equals(found);
            if (!same) {
                conflicts.add(new Conflict(
                        local.trace(),
                        "finds %s in joined where the room is %s".formatted(found, roster),
                        ways(local)));
            }
            watches.put(came.peer(), new Watch(local, end));
        }
        roster.put(came.peer(), came.status());
    }

    /**
     * {@return the constraints by which the room may match what a peer found: a peer that is present now was absent, or
     * the peers came in another order}
     */
    private List<Way> ways(Crowd.Member local) {
        List<String> found = List.copyOf(local.snapshot().keySet());
        for (String peer : roster.keySet()) {
            if (!found.contains(peer)) {
                return apart(local, peer);
            }
        }
        List<String> there = List.copyOf(roster.keySet());
        for (int at = 0; ordered && at < there.size(); at++) {
            if (!there.get(at).equals(found.get(at)) && there.contains(found.get(at))) {
                return List.of(new Way(came(found.get(at)), came(there.get(at))));
            }
        }
        return List.of();
    }

    /** {@return the position of the next status of the same peer; after all events if there is none} */
    private static int nextStatus(List<RosterEvent> events, int at) {
        if (events.get(at) instanceof RosterEvent.Changed changed) {
            for (int next = at + 1; next < events.size(); next++) {
                if (events.get(next) instanceof RosterEvent.Changed
                        && events.get(next).peer().equals(changed.peer())) {
                    return next;
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    private static int end(List<RosterEvent> events, String peer) {
        int end = events.indexOf(new RosterEvent.Went(peer));
        return end < 0 ? Integer.MAX_VALUE : end;
    }

    private void show(RosterEvent event, List<RosterEvent> events, int nextStatus) {
        RosterEvent newer = nextStatus < events.size() ? events.get(nextStatus) : null;
        for (Watch watch : watches.values()) {
            if (!watch.over && !watch.member.id().equals(event.peer())) {
                if (event.equals(watch.next())) {
                    watch.seen++;
                } else if (!mayBeDropped(event, newer, nextStatus, watch)) {
                    miss(event, newer, watch);
                }
            }
        }
    }

    /**
     * {@return whether the event may be a status that was dropped for a newer status, which possibly no peer received}
     */
    private boolean mayBeDropped(RosterEvent event, @Nullable RosterEvent newer, int nextStatus, Watch watch) {
        if (nextStatus < watch.end) {
            return true;
        }
        Crowd.Member subject = subjects.get(event.peer());
        if (subject == null || watch.member.trace().live() || !(event instanceof RosterEvent.Changed changed)) {
            return false;
        }
        int next = newer instanceof RosterEvent.Changed seen
                ? subject.numberOf(seen.status())
                : subject.statuses().size();
        return subject.numberOf(changed.status()) + 1 < next;
    }

    private void miss(RosterEvent event, @Nullable RosterEvent newer, Watch watch) {
        watch.over = true;
        Trace trace = watch.member.trace();
        RosterEvent next = watch.next();
        if (next != null) {
            conflicts.add(new Conflict(
                    trace, "sees %s where %s is next".formatted(next, event), ways(watch.member, event, newer)));
        } else if (trace.live()) {
            conflicts.add(new Conflict(trace, "never sees " + event, ways(watch.member, event, newer)));
        }
    }

    /** {@return the constraints by which a peer may have missed an event} */
    private List<Way> ways(Crowd.Member local, RosterEvent event, @Nullable RosterEvent newer) {
        if (local.encounters().with(event.peer()) == null) {
            return apart(local, event.peer());
        }
        List<Way> ways = new ArrayList<>();
        if (!local.trace().live()) {
            ways.add(new Way(local.lastSeen(), event));
        }
        if (newer != null) {
            ways.add(new Way(newer, new RosterEvent.Went(local.id())));
        }
        return ways;
    }

    /**
     * {@return the constraints by which a peer may never have met another: the other left before the peer came, or came
     * after the last event that the peer received}
     */
    private List<Way> apart(Crowd.Member local, String peer) {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(new RosterEvent.Went(peer), came(local.id())));
        if (!local.trace().live()) {
            ways.add(new Way(local.lastSeen(), came(peer)));
        }
        return ways;
    }

    private RosterEvent came(String peer) {
        return Objects.requireNonNull(arrivals.get(peer));
    }
}
