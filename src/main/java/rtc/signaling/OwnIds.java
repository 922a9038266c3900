package rtc.signaling;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids under which the local peer was in the room. After a connection broke unseen the server may show its old peer
 * for a while yet: that is oneself, and nobody to talk to.
 */
final class OwnIds {

    /** More connections than this do not break before the server has noticed the first. */
    private static final int REMEMBERED = 16;

    private final Set<String> ids = new LinkedHashSet<>();

    /** Remembers an id; null is none. */
    void add(@Nullable String id) {
        if (id != null && ids.add(id) && ids.size() > REMEMBERED) {
            ids.remove(ids.iterator().next());
        }
    }

    boolean contains(String id) {
        return ids.contains(id);
    }
}
