package rtc.muc.internal.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A variant of the server in which patches of the sources remove or break a rule.
 *
 * @param plan the plan with which seeds are simulated
 */
record Mutant(String name, Map<String, String> sources, Plan plan) {

    private static final Path MAIN = Path.of("src", "main", "java");
    private static final String PACKAGES = "rtc/muc/internal/";

    /** {@return a mutant without patches} */
    static Mutant named(String name) {
        return new Mutant(name, Map.of(), Plan.EVERYTHING);
    }

    Mutant playedWith(Plan other) {
        return new Mutant(name, sources, other);
    }

    /**
     * Patches a source.
     *
     * @param source the path of the source below the internal packages, without extension
     * @param text the text to replace, which must occur once; any white space of the source is matched by one space
     * @param instead the replacement
     */
    Mutant patched(String source, String text, String instead) {
        Map<String, String> patched = new LinkedHashMap<>(sources);
        String file = PACKAGES + source + ".java";
        String before = patched.containsKey(file) ? patched.get(file) : read(file);
        String plain = before.replaceAll("\\s+", " ");
        if (plain.split(Pattern.quote(text), -1).length != 2) {
            throw new IllegalStateException(name + ": not once in " + source + ": " + text);
        }
        patched.put(file, plain.replace(text, instead));
        return new Mutant(name, patched, plan);
    }

    /** {@return a source without comments; patched sources have one line, in which a line comment would never end} */
    private static String read(String file) {
        try {
            return Files.readString(MAIN.resolve(file))
                    .replaceAll("(?s)/\\*.*?\\*/", "")
                    .replaceAll("//.*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
