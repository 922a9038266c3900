package rtc.signaling;

import java.time.Duration;

/** What a limit must be. */
final class Positive {

    private Positive() {}

    /** That time, if it is more than nothing. */
    static Duration duration(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("No limit: " + time);
        }
        return time;
    }

    /** That number, if it is more than nothing. */
    static int number(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("No limit: " + number);
        }
        return number;
    }
}
