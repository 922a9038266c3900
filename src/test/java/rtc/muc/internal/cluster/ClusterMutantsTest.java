package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks each rule in the sources of the server, and checks that a seed of the simulation detects it. To count how many
 * of the first 1000 seeds detect each mutant, set {@code -Dmuc.cluster.mutant-seeds=1000}.
 */
final class ClusterMutantsTest {

    private static final int ENOUGH = 1500;
    private static final int COUNTED = Integer.getInteger("muc.cluster.mutant-seeds", 0);

    private static final String WANTED = System.getProperty("muc.cluster.mutant", "");

    private static final Logger ROOM_LOG = Logger.getLogger("rtc.muc.internal.room");

    @BeforeAll
    static void silence() {
        ROOM_LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void unsilence() {
        ROOM_LOG.setLevel(null);
    }

    static Stream<Mutant> mutants() {
        return Mutants.all().stream().filter(mutant -> mutant.name().contains(WANTED));
    }

    @ParameterizedTest
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @MethodSource("mutants")
    void theSimulationDetectsTheMutant(Mutant mutant) {
        BiFunction<String, Long, String> player = new MutantLoader(mutant).player();
        String plan = mutant.plan().text();
        String first = "";
        int caught = 0;
        Iterator<Long> seeds = seeds(mutant).iterator();
        while (seeds.hasNext() && (COUNTED > 0 || caught == 0)) {
            long seed = seeds.next();
            String violation = player.apply(plan, seed);
            if (!violation.isEmpty()) {
                caught++;
                first = first.isEmpty() ? "seed " + seed + ", " + violation : first;
            }
        }
        System.out.println("Mutant: " + mutant + ": " + first + (COUNTED == 0 ? "" : "; " + caught + " of " + COUNTED));
        assertThat(first).as("a seed that catches " + mutant).isNotEmpty();
    }

    private static Stream<Long> seeds(Mutant mutant) {
        return COUNTED > 0
                ? LongStream.rangeClosed(1, COUNTED).boxed()
                : LongStream.concat(LongStream.of(mutant.firstTried()), LongStream.rangeClosed(1, ENOUGH))
                        .distinct()
                        .boxed();
    }
}
