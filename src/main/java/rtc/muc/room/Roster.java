package rtc.muc.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtc.muc.protocol.JsonText;

/**
 * The peers of a room with their statuses, in join order. A plain value for one thread at a time; {@link Room} locks
 * it.
 */
final class Roster {

    private final Map<String, RosterEntry> entries = new LinkedHashMap<>();

    /** {@return whether the change changed anything} */
    boolean apply(Change change) {
        if (change instanceof Change.NewStatus changed) {
            return entries.computeIfPresent(
                            changed.peer(), (id, entry) -> new RosterEntry(id, changed.status(), entry.joinedAt()))
                    != null;
        } else if (change instanceof Change.Join join) {
            RosterEntry entry = new RosterEntry(join.peer(), join.status(), join.joinedAt());
            return entries.putIfAbsent(join.peer(), entry) == null;
        }
        return entries.remove(change.peer()) != null;
    }

    Map<String, JsonText> statuses() {
        Map<String, JsonText> statuses = new LinkedHashMap<>();
        entries.forEach((id, entry) -> statuses.put(id, entry.status()));
        return statuses;
    }

    List<RosterEntry> entries() {
        return List.copyOf(entries.values());
    }
}
