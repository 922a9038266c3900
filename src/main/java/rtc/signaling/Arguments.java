package rtc.signaling;

import java.time.Duration;

/** Checks arguments. */
final class Arguments {

    /** The longest time that every timer and Tyrus support, about 24 days. Longer times are shortened to it. */
    static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private Arguments() {}

    /** The time, or {@link #LONGEST} if it is longer. */
    static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("Must be more than zero: " + time);
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    static int positive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("Must be more than zero: " + number);
        }
        return number;
    }
}
