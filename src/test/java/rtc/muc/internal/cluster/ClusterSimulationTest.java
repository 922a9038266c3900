package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.trace.Rule;
import rtc.trace.TraceChecker;

/**
 * Simulates a thousand seeds. For a longer run, set {@code -Dmuc.cluster.seeds=100000}; to start at another seed, set
 * {@code -Dmuc.cluster.first-seed=7}. To print the story of one seed, set {@code -Dmuc.cluster.seed=7}.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
final class ClusterSimulationTest {

    private static final long SEEDS = Long.getLong("muc.cluster.seeds", 1000);
    private static final long FIRST_SEED = Long.getLong("muc.cluster.first-seed", 1);
    private static final long STORY = Long.getLong("muc.cluster.seed", 0);

    private static final Plan NO_FAULTS = Plan.EVERYTHING.with(EnumSet.noneOf(Fault.class));

    /**
     * Silenced, because it would log each of thousands of ended peers. A field, because the level of a logger without
     * references is lost.
     */
    private static final Logger ROOM_LOG = Logger.getLogger("rtc.muc.internal.room");

    private final Tally tally = new Tally();
    private final AtomicLong events = new AtomicLong();

    @BeforeAll
    static void silence() {
        ROOM_LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void unsilence() {
        ROOM_LOG.setLevel(null);
    }

    @Test
    void thePromisesHoldDespiteFaults() {
        List<Long> failing = LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
                .parallel()
                .filter(seed -> fails(seed, Plan.EVERYTHING))
                .limit(10)
                .boxed()
                .toList();
        System.out.println("Cluster: %d seeds from %d, %d events, failing %s, %s"
                .formatted(SEEDS, FIRST_SEED, events.get(), failing, tally));
        assertThat(failing)
                .as(() -> new SeedReport(failing.get(0)).of(Plan.EVERYTHING))
                .isEmpty();
        assertThat(tally.of("supplementary joined")).isPositive();
        assertThat(tally.of("presentations anew")).isPositive();
        assertThat(tally.of("forgotten links")).isPositive();
        assertThat(tally.of("resumes")).isPositive();
        assertThat(tally.of("moves to another node")).isPositive();
    }

    @Test
    void withoutFaultsNoPeerIsPresentedTwice() {
        long failing = LongStream.rangeClosed(1, 50)
                .filter(seed -> fails(seed, NO_FAULTS))
                .count();

        assertThat(failing).isZero();
        assertThat(tally.of("supplementary joined")).isPositive();
        assertThat(tally.of("presentations anew")).isZero();
    }

    @Test
    void withoutFaultsTheTracesOfAllPeersAreCorrect() {
        assertThat(checkTraces(NO_FAULTS).of("resumes")).isZero();
    }

    @Test
    void theTracesOfPeersWhoseClientsResumeAreCorrect() {
        Tally resumed = checkTraces(NO_FAULTS.with(EnumSet.of(Fault.RESUME)));
        assertThat(resumed.of("resumes")).isPositive();
        assertThat(resumed.of("moves to another node")).isPositive();
    }

    /**
     * Checks all rules except the order of each room, which cannot be determined once all clients that saw a change on
     * a node have left the node.
     */
    private static Tally checkTraces(Plan plan) {
        Tally events = new Tally();
        for (long seed = 1; seed <= 20; seed++) {
            ClusterSimulation.Result result = ClusterSimulation.run(seed, plan);
            events.add(result.tally());
            TraceChecker checker = TraceChecker.withLateStatuses(result.traces());
            assertThat(checker.violations())
                    .as("seed " + seed)
                    .filteredOn(violation -> violation.rule() != Rule.ONE_ORDER)
                    .isEmpty();
            assertThat(checker.messages()).isPositive();
        }
        return events;
    }

    @Test
    void aSeedIsReplayedExactly() {
        for (long seed = 1; seed <= 30; seed++) {
            assertThat(ClusterSimulation.run(seed, Plan.EVERYTHING))
                    .as("seed " + seed)
                    .isEqualTo(ClusterSimulation.run(seed, Plan.EVERYTHING));
        }
    }

    @Test
    void aSeedsStoryIsRecorded() {
        ClusterSimulation.Result told = ClusterSimulation.tell(STORY == 0 ? 7 : STORY, Plan.EVERYTHING);
        if (STORY != 0) {
            told.faults().forEach(System.out::println);
            told.story().forEach(System.out::println);
        }
        assertThat(told.story()).anyMatch(line -> line.contains("deploys"));
    }

    private boolean fails(long seed, Plan plan) {
        ClusterSimulation.Result result = ClusterSimulation.run(seed, plan);
        events.addAndGet(result.events());
        synchronized (tally) {
            tally.add(result.tally());
        }
        return result.violation() != null;
    }
}
