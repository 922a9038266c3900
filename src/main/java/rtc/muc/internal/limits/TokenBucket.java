package rtc.muc.internal.limits;

/**
 * A bucket of tokens that fills up at a {@link Rate}. It holds one number, the time at which it will be full again, and
 * needs neither a timer nor a thread. For one thread at a time.
 */
public final class TokenBucket {

    private final Rate rate;
    private final long burst;

    /** Up to now the bucket was full, or it will be then. */
    private long fullAt;

    /** @param now the time in nanoseconds, of any origin; from then on it only grows */
    public TokenBucket(Rate rate, long now) {
        this.rate = rate;
        this.burst = rate.isUnlimited() ? 0 : rate.nanos(rate.burst());
        this.fullAt = now;
    }

    /**
     * Takes tokens out, all or none.
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

    /** {@return whether there is at least a part of a token, so that one may {@link #spend}} */
    public boolean isOpen(long now) {
        return rate.isUnlimited() || fullAt - now < burst;
    }

    /**
     * Takes tokens out, more than there are if need be: the bucket then stays closed until they have come back. So
     * nothing is too large to pass, and on average the rate holds.
     *
     * @param now the time in nanoseconds
     */
    public void spend(long tokens, long now) {
        if (!rate.isUnlimited()) {
            fullAt = now + Math.max(fullAt - now, 0) + rate.nanos(tokens);
        }
    }

    /** {@return whether there are so many tokens} */
    public boolean holds(int tokens, long now) {
        return rate.isUnlimited() || Math.max(fullAt - now, 0) + rate.nanos(tokens) <= burst;
    }

    /** {@return whether nothing lacks, so that a new bucket would be the same} */
    public boolean isFull(long now) {
        return fullAt - now <= 0;
    }
}
