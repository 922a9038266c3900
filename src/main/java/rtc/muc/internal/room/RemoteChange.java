package rtc.muc.internal.room;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A change by another node: peers of that node join a room, or have left it. */
interface RemoteChange {

    /**
     * Applies the change. Called under the room's lock.
     *
     * @return a function that appends the change to the outbox of a peer of this node, and returns whether the outbox
     *     accepted it; null if nothing has changed
     */
    @Nullable
    Predicate<Peer> apply(Roster roster, SharedRoster shared, StatusThrottle statuses);
}
