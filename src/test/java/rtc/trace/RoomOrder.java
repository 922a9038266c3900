package rtc.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the traces of a room's peers on one node allow one order of the events of the room's roster. In this
 * order, the events that a peer received have the same order as in its trace; a peer that is listed in a {@code joined}
 * comes before it and leaves after it; and a status comes after everything that its peer had received before it sent
 * the status. If several orders comply with this, one of them must explain all traces.
 */
final class RoomOrder {

    private final List<Crowd.Member> locals;
    private final Map<String, Crowd.Member> subjects;
    private final Findings findings;
    private final PartialOrder<RosterEvent> order = new PartialOrder<>();
    private final Map<String, RosterEvent.Came> arrivals = new HashMap<>();
    private final Map<String, Crowd.Member> localsById = new HashMap<>();

    /**
     * Prepares a check.
     *
     * @param locals the peers of the room on the node
     * @param subjects all peers that they met, including themselves
     */
    RoomOrder(List<Crowd.Member> locals, Map<String, Crowd.Member> subjects, Findings findings) {
        this.locals = locals;
        this.subjects = subjects;
        this.findings = findings;
        locals.forEach(local -> localsById.put(local.id(), local));
    }

    void check() {
        locals.forEach(local -> add(new RosterEvent.Came(local.id(), local.firstStatus())));
        locals.forEach(local -> local.events().forEach(this::add));
        listed().forEach(this::addListed);
        subjects.values().forEach(this::addLeave);
        locals.forEach(this::orderSeen);
        locals.forEach(this::orderUnseen);
        subjects.values().forEach(this::orderSaid);
        List<RosterEvent> sorted = order.sorted(RoomOrder::rank);
        if (sorted.size() < order.size()) {
            findings.add(Rule.ONE_ORDER, locals.get(0).trace(), "and others see no one order: " + order.circle());
            return;
        }
        List<Conflict> conflicts = play(sorted);
        if (!new OrderSearch(RoomOrder::rank, this::play).succeeds(order, conflicts)) {
            conflicts.forEach(conflict -> findings.add(Rule.ONE_ORDER, conflict.trace(), conflict.what()));
        }
    }

    /** Leaves come as early as possible. */
    private static int rank(RosterEvent event) {
        return event instanceof RosterEvent.Went ? 0 : 1;
    }

    private List<Conflict> play(List<RosterEvent> events) {
        return new Playback(localsById, subjects, arrivals).play(events);
    }

    private void add(RosterEvent event) {
        order.add(event);
        if (event instanceof RosterEvent.Came came) {
            arrivals.putIfAbsent(event.peer(), came);
        }
    }

    /**
     * {@return for each peer, the statuses with which it is listed in a {@code joined}, in the order in which it set
     * them}
     */
    private Map<String, List<String>> listed() {
        Map<String, List<String>> listed = new LinkedHashMap<>();
        for (Crowd.Member local : locals) {
            local.snapshot().forEach((peer, status) -> listed.computeIfAbsent(peer, key -> new ArrayList<>())
                    .add(status));
        }
        listed.forEach((peer, statuses) -> {
            Crowd.Member subject = subjects.get(peer);
            if (subject != null) {
                statuses.sort(Comparator.comparingInt(subject::numberOf));
            }
        });
        return listed;
    }

    /** Adds the arrival and the listed statuses of a peer, in case no peer received them as events. */
    private void addListed(String peer, List<String> statuses) {
        if (!arrivals.containsKey(peer)) {
            add(new RosterEvent.Came(peer, statuses.get(0)));
        }
        RosterEvent.Came arrival = arrivals.get(peer);
        statuses.stream()
                .filter(status -> arrival == null || !status.equals(arrival.status()))
                .forEach(status -> add(new RosterEvent.Changed(peer, status)));
    }

    /**
     * Adds the leave of a peer that has ended, even if no peer received it. Adds nothing if a live peer still sees that
     * peer, which another check reports.
     */
    private void addLeave(Crowd.Member subject) {
        boolean stays = subject.trace().live()
                || locals.stream()
                        .filter(local -> local.trace().live())
                        .anyMatch(local -> local.encounters().present().containsKey(subject.id()));
        if (!stays) {
            add(new RosterEvent.Went(subject.id()));
        }
    }

    private void orderSeen(Crowd.Member local) {
        RosterEvent last = arrivals.get(local.id());
        for (RosterEvent event : local.events()) {
            before(last, event);
            last = event;
        }
        before(last, new RosterEvent.Went(local.id()));
        local.snapshot().forEach((peer, status) -> orderListed(local, peer, status));
    }

    private void orderListed(Crowd.Member local, String peer, String status) {
        RosterEvent arrival = arrivals.get(local.id());
        before(arrivals.get(peer), arrival);
        before(new RosterEvent.Changed(peer, status), arrival);
        before(arrival, new RosterEvent.Went(peer));
        Crowd.Member listed = subjects.get(peer);
        if (listed != null) {
            before(arrival, statusAfter(listed, status));
        }
    }

    /**
     * Places the last event that an ended peer received before the events that it did not receive: the leaves of the
     * peers that were still present for it, and the first event since its arrival that only others received. A status
     * is considered only if it is the last of its peer, because an earlier status may have been dropped for a newer
     * one.
     */
    private void orderUnseen(Crowd.Member local) {
        if (!local.trace().live()) {
            local.encounters().present().keySet().forEach(peer -> before(local.lastSeen(), new RosterEvent.Went(peer)));
        }
        for (String peer : local.encounters().all().keySet()) {
            Crowd.Member other = localsById.get(peer);
            if (other != null && !other.trace().live()) {
                RosterEvent last = other.lastEventOf(other.trace().received().size());
                RosterEvent unseen = firstUnseen(local, other);
                before(last == null ? arrivals.get(peer) : last, unseen);
                String known = other.encounters().statusOf(local.id());
                if (known != null && !known.equals(local.lastStatus())) {
                    before(
                            last == null ? arrivals.get(peer) : last,
                            new RosterEvent.Changed(local.id(), String.valueOf(local.lastStatus())));
                }
            }
        }
    }

    private @Nullable RosterEvent firstUnseen(Crowd.Member local, Crowd.Member by) {
        List<RosterEvent> seen = new ArrayList<>(local.events());
        seen.add(0, arrivals.get(local.id()));
        boolean there = local.snapshot().containsKey(by.id());
        for (RosterEvent event : seen) {
            if (event.peer().equals(by.id())) {
                there |= event instanceof RosterEvent.Came;
            } else if (there && !by.encounters().saw(event) && !mayBeOutdated(event)) {
                return event;
            }
        }
        return null;
    }

    private boolean mayBeOutdated(RosterEvent event) {
        Crowd.Member subject = subjects.get(event.peer());
        return event instanceof RosterEvent.Changed changed
                && (subject == null || !changed.status().equals(subject.lastStatus()));
    }

    private @Nullable RosterEvent statusAfter(Crowd.Member listed, String status) {
        return listed.statuses().stream()
                .map(saying -> saying.message().status())
                .dropWhile(said -> !status.equals(said))
                .skip(1)
                .<RosterEvent>map(said -> new RosterEvent.Changed(listed.id(), String.valueOf(said)))
                .filter(order::contains)
                .findFirst()
                .orElse(null);
    }

    private void orderSaid(Crowd.Member subject) {
        RosterEvent last = arrivals.get(subject.id());
        boolean near = localsById.containsKey(subject.id());
        for (Trace.Saying saying : subject.statuses()) {
            RosterEvent event = new RosterEvent.Changed(
                    subject.id(), String.valueOf(saying.message().status()));
            if (order.contains(event)) {
                before(last, event);
                before(near ? subject.lastEventOf(saying.heard()) : null, event);
                last = event;
            }
        }
        before(last, new RosterEvent.Went(subject.id()));
    }

    private void before(@Nullable RosterEvent one, @Nullable RosterEvent other) {
        if (one != null && other != null) {
            order.before(one, other);
        }
    }
}
