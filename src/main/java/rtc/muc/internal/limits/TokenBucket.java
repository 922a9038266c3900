package rtc.muc.internal.limits;

/**
 * A bucket of tokens that fills up at a {@link Rate}. It stores only the time at which it will be full again, so it
 * needs neither a timer nor a thread. Not thread-safe.
 */
public final class TokenBucket {

    private final Rate rate;
    private final long burst;

    /** The time at which the bucket will be full; in the past if it is full. */
    private long fullAt;

    /** @param now the time in nanoseconds from any origin; it must not decrease from call to call */
    public TokenBucket(Rate rate, long now) {
        this.rate = rate;
        this.burst = rate.isUnlimited() ? 0 : rate.nanos(rate.burst());
        this.fullAt = now;
    }

    /**
     * Takes all of the tokens or none.
     *
     * @param now the time in nanoseconds
     * @return whether the bucket contained enough tokens
     */
    public boolean take(int tokens, long now) {
        if (!holds(tokens, now)) {
            return false;
        }
        if (!rate.isUnlimited()) {
            fullAt = now + Math.max(fullAt - now, 0) + rate.nanos(tokens);
        }
        return true;
    }

    /** {@return whether the bucket contains at least a fraction of a token, so that {@link #spend} is allowed} */
    public boolean isOpen(long now) {
        return rate.isUnlimited() || fullAt - now < burst;
    }

    /**
     * Takes tokens, even more than the bucket contains; it then remains empty until the deficit is refilled. So no
     * number of tokens is too large, and the average rate is still enforced.
     *
     * @param now the time in nanoseconds
     */
    public void spend(long tokens, long now) {
        if (!rate.isUnlimited()) {
            fullAt = now + Math.max(fullAt - now, 0) + rate.nanos(tokens);
        }
    }

    /** {@return whether the bucket contains at least this many tokens} */
    public boolean holds(int tokens, long now) {
        return rate.isUnlimited() || Math.max(fullAt - now, 0) + rate.nanos(tokens) <= burst;
    }

    /** {@return whether the bucket is full, as a new one is} */
    public boolean isFull(long now) {
        return fullAt - now <= 0;
    }
}
