package rtc.muc.internal.room;

import java.time.Duration;
import java.util.function.LongSupplier;
import rtc.muc.internal.limits.TokenBucket;

/**
 * Checks the rates of one peer against its {@link RoomLimits}. Reads the clock once for each message. For one thread at
 * a time.
 */
final class PeerRateLimiter {

    /** What to do with a message. */
    enum Verdict {
        /** Within the limits. */
        TAKEN,
        /** Over a limit, for the first time in a while. */
        DROPPED,
        /** Over a limit, and not for the first time. */
        TOO_FAST
    }

    /** For how long a message that was over a limit is remembered. */
    private static final long MEMORY = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanos;
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private final TokenBucket errors;
    private final TokenBucket unknownTypes;

    /** When the current message arrived. */
    private long now;

    /** Until when another message over a limit is one too many. */
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

    /** Counts a message of so many bytes that has just come. */
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
     * Counts an error in the message that came last.
     *
     * @return false if it is one too many
     */
    boolean error() {
        return errors.take(1, now);
    }

    /**
     * Counts an unknown type in the message that came last: as an error only when there were many.
     *
     * @return false if it is one too many
     */
    boolean unknownType() {
        return unknownTypes.take(1, now) || error();
    }
}
