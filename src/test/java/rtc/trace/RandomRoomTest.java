package rtc.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The checker accepts all traces of a room that complies with the rules, and detects when two events are swapped. */
final class RandomRoomTest {

    private static final int ROOMS = 3000 * Integer.getInteger("muc.stress.times", 1);
    private static final int STEPS = 60;

    @Test
    void tracesOfACorrectRoomAreAccepted() {
        for (int seed = 0; seed < ROOMS; seed++) {
            List<Trace> traces = new RandomRoom(seed, false).traces(1 + seed % STEPS);
            assertThat(new TraceChecker(traces).violations())
                    .as("room %s: %s", seed, RandomRoom.describe(traces))
                    .isEmpty();
        }
    }

    @Test
    void tracesOfARoomWithDelayedStatusesAreAccepted() {
        for (int seed = 0; seed < ROOMS; seed++) {
            List<Trace> traces = new RandomRoom(seed, true).traces(1 + seed % STEPS);
            assertThat(TraceChecker.withLateStatuses(traces).violations())
                    .as("room %s: %s", seed, RandomRoom.describe(traces))
                    .isEmpty();
        }
    }

    @Test
    void swappedEventsAreDetectedIfAnotherTraceContainsBoth() {
        int swaps = 0;
        for (int seed = 0; seed < ROOMS; seed++) {
            List<Trace> traces = new RandomRoom(seed, false).traces(STEPS);
            List<Trace> wrong = withASwap(traces);
            if (wrong != null) {
                swaps++;
                assertThat(new TraceChecker(wrong).violations())
                        .as("room %s: %s", seed, RandomRoom.describe(wrong))
                        .isNotEmpty();
            }
        }
        assertThat(swaps).isGreaterThan(ROOMS / 10);
    }

    /**
     * {@return the traces, but with two events of one trace swapped that another trace contains, too; null if no trace
     * has such events}
     */
    private static @Nullable List<Trace> withASwap(List<Trace> traces) {
        for (Trace trace : traces) {
            List<Received> received = trace.received();
            for (int at = 1; at + 1 < received.size(); at++) {
                Received one = received.get(at);
                Received other = received.get(at + 1);
                boolean both = traces.stream()
                        .anyMatch(each -> !each.equals(trace)
                                && each.received().contains(one)
                                && each.received().contains(other));
                if (both && isOfRoster(one) && isOfRoster(other)) {
                    List<Received> swapped = new ArrayList<>(received);
                    Collections.swap(swapped, at, at + 1);
                    List<Trace> wrong = new ArrayList<>(traces);
                    wrong.set(
                            traces.indexOf(trace),
                            new Trace(trace.peer(), trace.room(), trace.node(), trace.sent(), swapped, trace.end()));
                    return wrong;
                }
            }
        }
        return null;
    }

    private static boolean isOfRoster(Received message) {
        return message instanceof Received.PeerJoined || message instanceof Received.PeerLeft;
    }
}
