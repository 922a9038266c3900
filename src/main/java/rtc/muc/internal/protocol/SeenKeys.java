package rtc.muc.internal.protocol;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one JSON object, to detect duplicates. Most objects have few keys, and comparing a few keys is faster
 * than hashing them.
 */
final class SeenKeys {

    private static final int FEW = 8;

    private final String[] few = new String[FEW];
    private int size;
    private @Nullable Set<String> many;

    /** {@return whether the key was new} */
    boolean add(String key) {
        if (many != null) {
            return many.add(key);
        }
        for (int i = 0; i < size; i++) {
            if (few[i].equals(key)) {
                return false;
            }
        }
        if (size < FEW) {
            few[size++] = key;
        } else {
            many = new HashSet<>(Set.of(few));
            many.add(key);
        }
        return true;
    }
}
