package rtc.signaling;

import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link MucSignaling} comes back when its connection breaks: after a pause that is chosen at random, so that the
 * clients of a server that was restarted do not all come at once, and that grows while it does not help.
 *
 * <p>Before the n-th attempt in a row it pauses between {@code shortest} and {@code shortest} times 2ⁿ, at most
 * {@code longest}; after {@link Retry#LATER} 30 seconds more, and after a refusal with {@code Retry-After} what that
 * says more. It starts at the beginning again when a connection has held for {@code longest}. What is {@link
 * Retry#NEVER} to be tried again ends it.
 *
 * @param shortest the shortest pause, more than nothing
 * @param longest the longest pause, no less than the shortest
 * @param attempts after so many attempts in a row that failed it gives up
 * @param holding so many characters that are sent to peers in the meantime wait for the next connection, and go out
 *     to those peers who are still there. With 0 sending fails in the meantime
 */
public record Reconnect(Duration shortest, Duration longest, int attempts, int holding) {

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException if there is no such
     */
    public Reconnect {
        Objects.requireNonNull(longest, "longest");
        if (shortest.isNegative() || shortest.isZero() || shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("Pauses from " + shortest + " to " + longest);
        }
        if (attempts < 1 || holding < 0) {
            throw new IllegalArgumentException(attempts + " attempts, holding " + holding);
        }
    }

    /**
     * Pauses from half a second to 30 seconds, for ever, and nothing is held.
     *
     * @return that
     */
    public static Reconnect standard() {
        return new Reconnect(Duration.ofMillis(500), Duration.ofSeconds(30), Integer.MAX_VALUE, 0);
    }

    /**
     * The same with other pauses.
     *
     * @param shortest the shortest pause, more than nothing
     * @param longest the longest pause, no less than the shortest
     * @return that
     */
    public Reconnect pausing(Duration shortest, Duration longest) {
        return new Reconnect(shortest, longest, attempts, holding);
    }

    /**
     * The same, but giving up.
     *
     * @param attempts after so many attempts in a row that failed
     * @return that
     */
    public Reconnect attempts(int attempts) {
        return new Reconnect(shortest, longest, attempts, holding);
    }

    /**
     * The same, but holding what is sent in the meantime.
     *
     * @param characters at most so many
     * @return that
     */
    public Reconnect holding(int characters) {
        return new Reconnect(shortest, longest, attempts, characters);
    }
}
