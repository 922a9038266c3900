package rtc.signaling;

import java.time.Duration;

/** Checks arguments. */
final class Arguments {

    /** The longest time that all timers and Tyrus support: about 24 days. Longer times are reduced to this one. */
    static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private Arguments() {}

    /** Returns the time, but at most {@link #LONGEST}. */
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
