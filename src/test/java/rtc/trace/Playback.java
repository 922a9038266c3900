package rtc.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays a room's order back, and looks whether each peer found the room as it was and saw exactly what happened since,
 * but for statuses that a newer one of the same peer made outdated.
 */
final class Playback {

    private static final class Watch {
        private final Crowd.Member member;
        private int seen;
        private boolean over;

        /** Where in the room's order it leaves; after everything if it does not. */
        private final int end;

        Watch(Crowd.Member member, int end) {
            this.member = member;
            this.end = end;
        }
    }

    private final Map<String, Crowd.Member> locals;
    private final Set<String> arrivals;
    private final boolean ordered;
    private final Findings findings;
    private final Map<String, String> roster = new LinkedHashMap<>();
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private boolean started;

    /**
     * Prepares a playback.
     *
     * @param arrivals whose coming is part of it; others may be there from the start
     * @param ordered whether a snapshot must have the order in which the peers came
     */
    Playback(Map<String, Crowd.Member> locals, Set<String> arrivals, boolean ordered, Findings findings) {
        this.locals = locals;
        this.arrivals = arrivals;
        this.ordered = ordered;
        this.findings = findings;
    }

    void play(List<RosterEvent> events) {
        for (int at = 0; at < events.size(); at++) {
            RosterEvent event = events.get(at);
            show(event, nextStatus(events, at));
            if (event instanceof RosterEvent.Came came) {
                enter(came, end(events, came.peer()));
            } else if (event instanceof RosterEvent.Changed changed) {
                roster.replace(changed.peer(), changed.status());
            } else {
                roster.remove(event.peer());
                watches.remove(event.peer());
            }
        }
    }

    private void enter(RosterEvent.Came came, int end) {
        Crowd.Member local = locals.get(came.peer());
        if (local != null) {
            if (!started) {
                started = true;
                local.snapshot().forEach((peer, status) -> {
                    if (!arrivals.contains(peer)) {
                        roster.put(peer, status);
                    }
                });
            }
            boolean same = ordered
                    ? List.copyOf(roster.entrySet())
                            .equals(List.copyOf(local.snapshot().entrySet()))
                    : roster.equals(local.snapshot());
            if (!same) {
                findings.add(
                        Rule.ONE_ORDER,
                        local.trace(),
                        "finds %s in joined where the room is %s".formatted(local.snapshot(), roster));
            }
            watches.put(came.peer(), new Watch(local, end));
        }
        roster.put(came.peer(), came.status());
    }

    /** {@return where the next status of the same peer stands behind this one; after everything if there is none} */
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

    private void show(RosterEvent event, int nextStatus) {
        for (Watch watch : watches.values()) {
            if (!watch.over && !watch.member.id().equals(event.peer())) {
                show(event, nextStatus, watch);
            }
        }
    }

    private void show(RosterEvent event, int nextStatus, Watch watch) {
        List<RosterEvent> events = watch.member.events();
        Trace trace = watch.member.trace();
        if (watch.seen < events.size() && events.get(watch.seen).equals(event)) {
            watch.seen++;
            return;
        }
        if (nextStatus < watch.end) {
            return;
        }
        watch.over = true;
        if (watch.seen < events.size()) {
            findings.add(Rule.ONE_ORDER, trace, "sees %s where %s is next".formatted(events.get(watch.seen), event));
        } else if (trace.live()) {
            findings.add(Rule.ONE_ORDER, trace, "never sees " + event);
        }
    }
}
