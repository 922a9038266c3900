package rtc.muc.internal.websocket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.limits.TokenBucket;

/**
 * Limits how often clients of one address make this node ask all other nodes to end a peer. Each failed resume counts
 * if another node may have issued its token, even if the client joins afterwards. Thread-safe.
 */
final class MissedResumeLimiter {

    /** The maximum number of addresses that are counted separately; all further ones count as one address. */
    private static final int MOST_ADDRESSES = 10_000;

    private static final Object FURTHER = new Object();

    private final Rate rate;
    private final LongSupplier nanos;
    private final ConcurrentMap<Object, Bucket> byAddress = new ConcurrentHashMap<>();

    MissedResumeLimiter(Rate rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
    }

    /** Counts a failed resume, and returns whether the other nodes may be asked. */
    boolean take(Object address) {
        if (rate.isUnlimited() || address.equals("")) {
            return true;
        }
        long now = nanos.getAsLong();
        boolean further = byAddress.size() >= MOST_ADDRESSES && !byAddress.containsKey(address);
        return byAddress
                .computeIfAbsent(further ? FURTHER : address, first -> new Bucket(rate, now))
                .take(now);
    }

    /**
     * Forgets addresses whose buckets are full again: a full bucket behaves like a new one. Called about every second.
     */
    void sweep() {
        long now = nanos.getAsLong();
        byAddress.values().removeIf(bucket -> bucket.isFull(now));
    }

    private static final class Bucket {

        @GuardedBy("this")
        private final TokenBucket tokens;

        Bucket(Rate rate, long now) {
            this.tokens = new TokenBucket(rate, now);
        }

        synchronized boolean take(long now) {
            return tokens.take(1, now);
        }

        synchronized boolean isFull(long now) {
            return tokens.isFull(now);
        }
    }
}
