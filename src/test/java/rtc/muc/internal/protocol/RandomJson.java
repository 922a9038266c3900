package rtc.muc.internal.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random well-formed JSON with odd spacing, escapes and numbers. The same seed yields the same JSON. */
final class RandomJson {

    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1e2",
            "1E+2",
            "0.10",
            "\"\"",
            "\"a\"",
            "\"\\\"\\\\\\/\\b\"",
            "\"\\u0041\\ud83d\\ude00\"",
            "\"\u00E4\uD83D\uDE00\"",
            "\"}{][,:\"");

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    String value(int depth) {
        int kind = random.nextInt(depth > 0 ? 4 : 2);
        if (kind < 2) {
            return SCALARS.get(random.nextInt(SCALARS.size()));
        }
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String value = space() + value(depth - 1) + space();
            parts.add(kind == 2 ? value : space() + "\"k" + i + "\"" + space() + ":" + value);
        }
        String inner = parts.isEmpty() ? space() : String.join(",", parts);
        return kind == 2 ? "[" + inner + "]" : "{" + inner + "}";
    }

    String space() {
        return List.of("", "", "", " ", "\t", "\r\n ").get(random.nextInt(6));
    }

    List<String> shuffled(Collection<String> texts) {
        List<String> all = new ArrayList<>(texts);
        Collections.shuffle(all, random);
        return all;
    }
}
