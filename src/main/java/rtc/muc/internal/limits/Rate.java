package rtc.muc.internal.limits;

import java.time.Duration;

/**
 * An average number of tokens per period, and a burst. If the tokens or the burst are 0, the rate is unlimited.
 *
 * @param tokens the tokens that are added per period
 * @param period the period
 * @param burst the maximum number of tokens
 */
public record Rate(int tokens, Duration period, int burst) {

    /** No limit. */
    public static final Rate UNLIMITED = perSecond(0, 0);

    /** {@return a rate per second with a burst} */
    public static Rate perSecond(int tokens, int burst) {
        return new Rate(tokens, Duration.ofSeconds(1), burst);
    }

    /** {@return a rate per minute whose burst equals its tokens} */
    public static Rate perMinute(int tokens) {
        return new Rate(tokens, Duration.ofMinutes(1), tokens);
    }

    /** {@return whether this rate sets no limit} */
    public boolean isUnlimited() {
        return tokens == 0 || burst == 0;
    }

    /** {@return how many nanoseconds it takes until a number of tokens is added} */
    long nanos(long count) {
        return (long) ((double) count * period.toNanos() / tokens);
    }
}
