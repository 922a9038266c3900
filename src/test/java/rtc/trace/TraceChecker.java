package rtc.trace;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the traces of all peers against the rules. The package documentation describes the model. */
public final class TraceChecker {

    private final Findings findings = new Findings();
    private final Crowd crowd;
    private final long messages;

    /**
     * Checks the traces.
     *
     * @throws IllegalArgumentException if the traces are outside of the model
     */
    public TraceChecker(Collection<Trace> traces) {
        this(traces, false);
    }

    /**
     * Checks rooms that limit the rate of statuses: a status counts as sent when it is announced, which may be later.
     */
    public static TraceChecker withLateStatuses(Collection<Trace> traces) {
        return new TraceChecker(traces, true);
    }

    private TraceChecker(Collection<Trace> traces, boolean lateStatuses) {
        crowd = new Crowd(traces, findings);
        messages = traces.stream().mapToLong(trace -> trace.received().size()).sum();
        new Isolation(crowd, findings).check();
        new Orientation(crowd, findings).check();
        new Streams(crowd, lateStatuses, findings).check();
        new Delivery(crowd, findings).check();
        new RoomOrders(crowd, findings).check();
    }

    /** {@return the violations; empty if there are none} */
    public List<Violation> violations() {
        return findings.all();
    }

    /** {@return how many received messages were checked} */
    public long messages() {
        return messages;
    }

    /** {@return the peers in a room at the end, with their last statuses, as the server must show them} */
    public Map<String, String> roster(String room) {
        Map<String, String> roster = new LinkedHashMap<>();
        for (Crowd.Member member : crowd.rooms().getOrDefault(room, List.of())) {
            @Nullable String status = member.trace().live() ? member.lastStatus() : null;
            if (status != null) {
                roster.put(member.id(), status);
            }
        }
        return roster;
    }
}
