package rtc.muc.internal.room;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Peers of another node come into a room, or are out of it. */
interface RemoteChange {

    /**
     * Applies the change. Called under the room's lock.
     *
     * @return how to tell it to a peer of this node, which says whether the peer's outbox took it; null when nothing changed
     */
    @Nullable
    Predicate<Peer> apply(Roster roster, SharedRoster shared, StatusThrottle statuses);
}
