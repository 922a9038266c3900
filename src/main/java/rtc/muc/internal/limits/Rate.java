package rtc.muc.internal.limits;

import java.time.Duration;

/**
 * So many tokens in a time on average, and so many at once. Of a rate without tokens or without a burst nothing is
 * asked: it is no limit.
 *
 * @param tokens how many come back
 * @param period in which time
 * @param burst how many there are at most
 */
public record Rate(int tokens, Duration period, int burst) {

    /** No limit. */
    public static final Rate UNLIMITED = perSecond(0, 0);

    /** {@return a rate of so many a second, and so many at once} */
    public static Rate perSecond(int tokens, int burst) {
        return new Rate(tokens, Duration.ofSeconds(1), burst);
    }

    /** {@return a rate of so many a minute, all of them at once if need be} */
    public static Rate perMinute(int tokens) {
        return new Rate(tokens, Duration.ofMinutes(1), tokens);
    }

    /** {@return whether this limits nothing} */
    public boolean isUnlimited() {
        return tokens == 0 || burst == 0;
    }

    /** {@return how long it takes until so many tokens have come back, in nanoseconds} */
    long nanos(long count) {
        return (long) ((double) count * period.toNanos() / tokens);
    }
}
