package rtc.muc.internal.limits;

/**
 * A bucket of tokens that fills up at a {@link Rate}. It holds one number, the time at which it will be full again, and
 * needs neither a timer nor a thread. For one thread at a time.
 */
public final class TokenBucket {

    private final Rate rate;
    private final long burst;

    /** When the bucket is full, or was full. */
    private long fullAt;

    /** @param now the time in nanoseconds from any origin; it must not decrease */
    public TokenBucket(Rate rate, long now) {
        this.rate = rate;
        this.burst = rate.isUnlimited() ? 0 : rate.nanos(rate.burst());
        this.fullAt = now;
    }

    /**
     * Takes tokens, all or none.
     *
     * @param now the time in nanoseconds
     * @return whether there were enough
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

    /** {@return whether there is at least a fraction of a token, so that {@link #spend} is allowed} */
    public boolean isOpen(long now) {
        return rate.isUnlimited() || fullAt - now < burst;
    }

    /**
     * Takes tokens, even more than there are: the bucket then stays empty until they are refilled. So nothing is too
     * large to pass, and the average rate holds.
     *
     * @param now the time in nanoseconds
     */
    public void spend(long tokens, long now) {
        if (!rate.isUnlimited()) {
            fullAt = now + Math.max(fullAt - now, 0) + rate.nanos(tokens);
        }
    }

    /** {@return whether there are at least this many tokens} */
    public boolean holds(int tokens, long now) {
        return rate.isUnlimited() || Math.max(fullAt - now, 0) + rate.nanos(tokens) <= burst;
    }

    /** {@return whether it is full, like a new bucket} */
    public boolean isFull(long now) {
        return fullAt - now <= 0;
    }
}
