package rtc.muc.internal.room;

import java.time.Duration;
import java.util.function.LongSupplier;
import rtc.muc.internal.limits.TokenBucket;

/**
 * Checks the rates of one peer against its {@link RoomLimits}. Reads the clock once for each message. Not thread-safe.
 */
final class PeerRateLimiter {

    /** What to do with a message. */
    enum Verdict {
        /** Within the limits. */
        TAKEN,
        /** Over a limit, for the first time in ten seconds. */
        DROPPED,
        /** Over a limit again, within ten seconds. */
        TOO_FAST
    }

    /** How long a message over a limit is remembered. */
    private static final long MEMORY = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanos;
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private final TokenBucket errors;
    private final TokenBucket unknownTypes;

    /** The time at which the current message arrived. */
    private long now;

    /** Until this time, another message over a limit is {@link Verdict#TOO_FAST}. */
    private long warnedUntil;

    PeerRateLimiter(RoomLimits limits, LongSupplier nanos) {
        this.nanos = nanos;
        this.now = nanos.getAsLong();
        this.warnedUntil = now;
        this.messages = new TokenBucket(limits.messages(), now);
        this.bytes = new TokenBucket(limits.bytes(), now);
        this.errors = new TokenBucket(limits.errors(), now);
        this.unknownTypes = new TokenBucket(limits.unknownTypes(), now);
    }

    /** Counts a message of this many bytes that has just arrived. */
    Verdict message(int size) {
        now = nanos.getAsLong();
        if (messages.take(1, now) && bytes.take(size, now)) {
            return Verdict.TAKEN;
        }
        if (warnedUntil - now > 0) {
            return Verdict.TOO_FAST;
        }
        warnedUntil = now + MEMORY;
        return Verdict.DROPPED;
    }

    /**
     * Counts an error in the current message.
     *
     * @return false if there were too many errors
     */
    boolean error() {
        return errors.take(1, now);
    }

    /**
     * Counts an unknown type in the current message. It counts as an error only if there were many.
     *
     * @return false if there were too many errors
     */
    boolean unknownType() {
        return unknownTypes.take(1, now) || error();
    }
}
