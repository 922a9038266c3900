package rtc.muc.access;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From which pages connections may come. Nobody but a browser is bound to say the truth about that: it is what keeps a
 * page on another site from acting in the name of who looks at it, and not what keeps strangers out.
 *
 * @param any whether every origin may
 * @param own whether pages may that came from where the connection goes to
 * @param others which others may
 * @param required whether who names no origin, and so is no browser, is refused
 */
public record OriginRules(boolean any, boolean own, Set<Origin> others, boolean required) {

    /** Copies the set. */
    public OriginRules {
        others = Set.copyOf(others);
    }

    /**
     * Reads them as operators write them.
     *
     * @param words {@code own}, {@code *}, and origins
     * @throws java.util.NoSuchElementException for another word
     */
    public static OriginRules of(List<String> words, boolean required) {
        return new OriginRules(
                words.contains("*"),
                words.contains("own"),
                words.stream()
                        .filter(word -> !word.equals("*") && !word.equals("own"))
                        .map(word -> Origin.of(word).orElseThrow())
                        .collect(Collectors.toSet()),
                required);
    }
}
