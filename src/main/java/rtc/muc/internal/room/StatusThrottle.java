package rtc.muc.internal.room;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.TokenBucket;
import rtc.muc.internal.protocol.Utf8;

/**
 * Checks the statuses of one room against their {@link StatusLimits}, and stores those that wait: the newest one of
 * each peer, in the order in which the peers began to wait. Not thread-safe; guarded by the lock of its {@link Room}.
 */
final class StatusThrottle {

    /**
     * A status with the text that announces it.
     *
     * @param text the text, which is encoded before the lock is taken
     */
    record Announcement(RosterChange.NewStatus change, String text) {
        String peer() {
            return change.peer();
        }
    }

    private final StatusLimits limits;
    private final LongSupplier nanos;
    private final boolean unlimited;
    private final TokenBucket bytes;

    /** The rates of the peers that have changed their status. */
    private final Map<String, TokenBucket> peers = new HashMap<>(0);

    private final Map<String, Announcement> waiting = new LinkedHashMap<>(0);

    /** Whether a status waits because of the room's byte rate; further statuses then wait behind it. */
    private boolean shortOfBytes;

    StatusThrottle(StatusLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.unlimited = limits.ofPeer().isUnlimited() && limits.bytes().isUnlimited();
        this.bytes = new TokenBucket(limits.bytes(), nanos.getAsLong());
    }

    /**
     * Checks a new status. If it must wait, it replaces a waiting status of the same peer.
     *
     * @param receivers how many peers will receive it
     * @return whether the status is to be announced now; if false, it waits
     */
    boolean takes(Announcement status, int receivers) {
        if (unlimited) {
            return true;
        }
        long now = nanos.getAsLong();
        boolean due = !shortOfBytes && !waiting.containsKey(status.peer()) && isDue(status, receivers, now);
        if (!due) {
            waiting.put(status.peer(), status);
        }
        return due;
    }

    /**
     * Removes and returns a waiting status that the rates allow now.
     *
     * @param receivers how many peers will receive it
     * @return the status, which is to be announced now, or null if there is none
     */
    @Nullable
    Announcement next(int receivers) {
        long now = nanos.getAsLong();
        shortOfBytes = !waiting.isEmpty() && !bytes.isOpen(now);
        for (Iterator<Announcement> each = waiting.values().iterator(); each.hasNext() && !shortOfBytes; ) {
            Announcement status = each.next();
            if (isDue(status, receivers, now)) {
                each.remove();
                return status;
            }
        }
        return null;
    }

    /** {@return whether a status waits} */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Forgets a peer that has left, and its waiting status. */
    void forget(String peer) {
        peers.remove(peer);
        waiting.remove(peer);
    }

    /** Counts a status if the rates allow it now; returns whether they do. */
    private boolean isDue(Announcement status, int receivers, long now) {
        shortOfBytes = !bytes.isOpen(now);
        if (shortOfBytes || !ofPeer(status.peer(), now).take(1, now)) {
            return false;
        }
        if (!limits.bytes().isUnlimited()) {
            bytes.spend((long) Utf8.bytes(status.text()) * receivers, now);
        }
        return true;
    }

    private TokenBucket ofPeer(String peer, long now) {
        return peers.computeIfAbsent(peer, id -> new TokenBucket(limits.ofPeer(), now));
    }
}
