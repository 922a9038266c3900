package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulates a few seeds with more nodes than usual. For a longer run, set {@code -Dmuc.cluster.size-seeds=1000}. */
@Timeout(value = 12, unit = TimeUnit.HOURS)
final class ClusterSizeTest {

    private static final long SEEDS = Long.getLong("muc.cluster.size-seeds", 10);

    private static final Logger ROOM_LOG = Logger.getLogger("rtc.muc.internal.room");

    @BeforeAll
    static void silence() {
        ROOM_LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void unsilence() {
        ROOM_LOG.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void thePromisesHoldWithManyNodes(int nodes) {
        Plan plan = Plan.EVERYTHING.withNodes(nodes);
        Tally tally = new Tally();
        List<Long> failing = LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .filter(seed -> {
                    ClusterSimulation.Result result = ClusterSimulation.run(seed, plan);
                    synchronized (tally) {
                        tally.add(result.tally());
                    }
                    return result.violation() != null;
                })
                .boxed()
                .toList();

        System.out.printf(
                "Cluster: %d nodes, %d seeds, failing %s, %d messages between nodes%n",
                nodes, SEEDS, failing, tally.of("messages between nodes"));
        assertThat(failing).as(() -> new SeedReport(failing.get(0)).of(plan)).isEmpty();
    }
}
