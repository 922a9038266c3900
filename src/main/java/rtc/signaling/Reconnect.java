package rtc.signaling;

import java.time.Duration;

/**
 * When a {@link MucSignaling} reconnects: after a random pause, so that the clients of a restarted server do not all
 * come at once, and which grows as long as the attempts fail.
 *
 * <p>The n-th attempt in a row follows a pause between {@code shortest} and {@code shortest} times 2ⁿ, at most
 * {@code longest}. {@link Retry#LATER} adds 30 seconds, a refusal with {@code Retry-After} adds that time, at most
 * an hour. A connection that lasts for {@code longest} resets the pauses. {@link Retry#NEVER} ends the attempts.
 *
 * <p>While the server keeps the client's place after a lost connection, a pause is at most the greater of
 * {@code shortest} and a sixth of that time: of the standard 30 seconds, 5.
 *
 * @param shortest the shortest pause, more than zero
 * @param longest the longest pause, not less than the shortest; more than 24 days count as that
 * @param attempts the most attempts in a row
 * @param holding the most characters sent to peers that wait while there is no connection. They go out to those peers
 *     who are still there after the next join. With 0, sending fails in the meantime, unless the server keeps the place
 *     of this client
 */
public record Reconnect(Duration shortest, Duration longest, int attempts, int holding) {

    /**
     * Makes settings.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Reconnect {
        shortest = Arguments.positive(shortest);
        longest = Arguments.positive(longest);
        if (shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("The shortest pause exceeds the longest: " + shortest + ", " + longest);
        }
        if (attempts < 1 || holding < 0) {
            throw new IllegalArgumentException("Out of range: " + attempts + " attempts, holding " + holding);
        }
    }

    /**
     * Pauses from half a second to 30 seconds, any number of attempts, and nothing held.
     *
     * @return the settings
     */
    public static Reconnect standard() {
        return new Reconnect(Duration.ofMillis(500), Duration.ofSeconds(30), Integer.MAX_VALUE, 0);
    }

    /**
     * The same settings with other pauses.
     *
     * @param shortest the shortest pause, more than zero
     * @param longest the longest pause, not less than the shortest
     * @return the settings
     */
    public Reconnect pausing(Duration shortest, Duration longest) {
        return new Reconnect(shortest, longest, attempts, holding);
    }

    /**
     * The same settings with a limit of attempts.
     *
     * @param attempts the most attempts in a row
     * @return the settings
     */
    public Reconnect attempts(int attempts) {
        return new Reconnect(shortest, longest, attempts, holding);
    }

    /**
     * The same settings, but holding what is sent while there is no connection.
     *
     * @param characters the most characters to hold
     * @return the settings
     */
    public Reconnect holding(int characters) {
        return new Reconnect(shortest, longest, attempts, characters);
    }
}
