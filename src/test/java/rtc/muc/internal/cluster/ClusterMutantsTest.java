package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks each rule in the sources of the server, and checks that a seed of the simulation detects it: the seed in the
 * {@link MutantTable}, or another one if that seed no longer does. The seeds of this run are written to
 * {@code target/cluster-mutants.md}; copy that file over the table after changes that shift many seeds. To count how
 * many of the first 1000 seeds detect each mutant, set {@code -Dmuc.cluster.mutant-seeds=1000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterMutantsTest {

    private static final int ENOUGH = 1500;
    private static final int COUNTED = Integer.getInteger("muc.cluster.mutant-seeds", 0);

    private static final String WANTED = System.getProperty("muc.cluster.mutant", "");

    private static final Logger ROOM_LOG = Logger.getLogger("rtc.muc.internal.room");

    private final MutantTable table = MutantTable.read();

    @BeforeAll
    void silence() {
        ROOM_LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    void unsilence() throws IOException {
        ROOM_LOG.setLevel(null);
        table.write(Path.of("target", "cluster-mutants.md"));
    }

    static Stream<Mutant> mutants() {
        return Mutants.all().stream().filter(mutant -> mutant.name().contains(WANTED));
    }

    @Test
    void theTableListsAllMutants() {
        List<String> names = Mutants.all().stream().map(Mutant::name).toList();

        assertThat(table.mutants()).containsExactlyElementsOf(names);
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
                if (first.isEmpty()) {
                    first = "seed " + seed + ", " + violation;
                    table.found(mutant, violation.replaceAll(":.*", ""), seed);
                }
            }
        }
        System.out.println("Mutant: " + mutant + ": " + first + (COUNTED == 0 ? "" : "; " + caught + " of " + COUNTED));
        assertThat(first).as("a seed that catches " + mutant).isNotEmpty();
    }

    private Stream<Long> seeds(Mutant mutant) {
        return COUNTED > 0
                ? LongStream.rangeClosed(1, COUNTED).boxed()
                : LongStream.concat(LongStream.of(table.row(mutant).seed()), LongStream.rangeClosed(1, ENOUGH))
                        .distinct()
                        .boxed();
    }
}
