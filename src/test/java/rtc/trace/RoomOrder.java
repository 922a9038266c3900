package rtc.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one order of what happened to a room's roster on one node, as the traces of its peers demand it: what a peer saw,
 * it saw in order; who is in a {@code joined} came before, and has left after; what a peer said, it said after all that
 * it had heard.
 */
final class RoomOrder {

    private final List<Crowd.Member> locals;
    private final Map<String, Crowd.Member> subjects;
    private final Findings findings;
    private final PartialOrder<RosterEvent> order = new PartialOrder<>();
    private final Map<String, RosterEvent> arrivals = new HashMap<>();
    private final Map<String, Crowd.Member> localsById = new HashMap<>();

    /**
     * Gathers what happened.
     *
     * @param locals the peers of the node that were there
     * @param subjects all that they met, themselves included
     */
    RoomOrder(List<Crowd.Member> locals, Map<String, Crowd.Member> subjects, Findings findings) {
        this.locals = locals;
        this.subjects = subjects;
        this.findings = findings;
        locals.forEach(local -> localsById.put(local.id(), local));
    }

    void check() {
        locals.forEach(local -> add(new RosterEvent.Came(local.id(), local.firstStatus())));
        locals.forEach(this::addSeen);
        locals.forEach(this::orderSeen);
        locals.forEach(this::orderUnseen);
        subjects.values().forEach(this::orderSaid);
        Set<String> unnoticed = unnoticed();
        List<RosterEvent> sorted = order.sorted(event -> rank(event, unnoticed));
        if (sorted.size() < order.size()) {
            findings.add(Rule.ONE_ORDER, locals.get(0).trace(), "and others see no one order: " + order.circle());
        } else {
            boolean allLocal = subjects.keySet().equals(localsById.keySet());
            new Playback(localsById, arrivals.keySet(), allLocal, findings).play(sorted);
        }
    }

    /** A leave comes as early as it may, and then whoever came and went while nobody looked. */
    private static int rank(RosterEvent event, Set<String> unnoticed) {
        if (event instanceof RosterEvent.Went) {
            return 0;
        }
        return unnoticed.contains(event.peer()) ? 1 : 2;
    }

    /** {@return those who saw nobody come or go, and whom nobody saw: they were there together with nobody who saw} */
    private Set<String> unnoticed() {
        Set<String> unnoticed = new HashSet<>();
        locals.stream().filter(local -> local.events().isEmpty()).forEach(local -> unnoticed.add(local.id()));
        for (Crowd.Member local : locals) {
            unnoticed.removeAll(local.snapshot().keySet());
            local.events().forEach(event -> unnoticed.remove(event.peer()));
        }
        return unnoticed;
    }

    private void add(RosterEvent event) {
        order.add(event);
        if (event instanceof RosterEvent.Came) {
            arrivals.putIfAbsent(event.peer(), event);
        }
    }

    private void addSeen(Crowd.Member local) {
        local.events().forEach(this::add);
        local.snapshot().forEach((peer, status) -> {
            Crowd.Member listed = localsById.get(peer);
            if (listed != null && !listed.firstStatus().equals(status)) {
                add(new RosterEvent.Changed(peer, status));
            }
        });
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
     * Whoever was cut short saw the last that it saw before the first of what others saw, and it did not, since it
     * came. A status says so only if it is the last of its peer: another may have been dropped for a newer one.
     */
    private void orderUnseen(Crowd.Member local) {
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
        return listed.said().stream()
                .map(saying -> saying.message().status())
                .filter(Objects::nonNull)
                .dropWhile(said -> !said.equals(status))
                .skip(1)
                .<RosterEvent>map(said -> new RosterEvent.Changed(listed.id(), said))
                .filter(order::contains)
                .findFirst()
                .orElse(null);
    }

    private void orderSaid(Crowd.Member subject) {
        RosterEvent last = arrivals.get(subject.id());
        boolean near = localsById.containsKey(subject.id());
        for (Trace.Saying saying : subject.said()) {
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
