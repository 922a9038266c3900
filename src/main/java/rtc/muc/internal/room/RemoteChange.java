package rtc.muc.internal.room;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Peers of another node come into a room, or are out of it. */
interface RemoteChange {

    /**
     * Applies the change. Called under the room's lock.
     *
     * @return a function that appends the change to the outbox of a peer of this node, and returns whether it was
     *     accepted; null if unchanged
     */
    @Nullable
    Predicate<Peer> apply(Roster roster, SharedRoster shared, StatusThrottle statuses);
}
