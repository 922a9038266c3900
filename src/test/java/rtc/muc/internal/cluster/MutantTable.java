package rtc.muc.internal.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The table of all mutants in {@code mutants.md}: the rule that each breaks, the property that detects it, and a
 * seed with which the simulation has detected it.
 */
final class MutantTable {

    /**
     * A row of the table.
     *
     * @param property the {@linkplain Violation#rule rule of the violation} that the seed shows
     */
    record Row(String mutant, String rule, String property, long seed) {
        private static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), Long.parseLong(cells[4].strip()));
        }

        @Override
        public String toString() {
            return "| %s | %s | %s | %d |".formatted(mutant, rule, property, seed);
        }
    }

    private static final Path FILE =
            Path.of("src", "test", "resources", "rtc", "muc", "internal", "cluster", "mutants.md");
    private static final String BEFORE_ROWS = "|---";

    private final List<String> head;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private MutantTable(List<String> lines) {
        int start = 0;
        while (!lines.get(start).startsWith(BEFORE_ROWS)) {
            start++;
        }
        head = List.copyOf(lines.subList(0, start + 1));
        lines.stream().skip(start + 1L).map(Row::of).forEach(row -> rows.put(row.mutant(), row));
    }

    static MutantTable read() {
        try {
            return new MutantTable(Files.readAllLines(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the names of the mutants, in the order of the table} */
    List<String> mutants() {
        return List.copyOf(rows.keySet());
    }

    Row row(Mutant mutant) {
        return Objects.requireNonNull(rows.get(mutant.name()), mutant.name());
    }

    /** Replaces what a run found about a mutant. */
    void found(Mutant mutant, String property, long seed) {
        rows.put(mutant.name(), new Row(mutant.name(), row(mutant).rule(), property, seed));
    }

    /** Writes the table to a file. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(head);
        rows.values().forEach(row -> lines.add(row.toString()));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
