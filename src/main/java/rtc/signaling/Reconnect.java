package rtc.signaling;

import java.time.Duration;

/**
 * Decides when a {@link MucSignaling} reconnects. Each attempt follows a pause. The pause is random, so that the
 * clients of a restarted server do not all connect at once, and it grows as long as the attempts fail.
 *
 * <p>The n-th attempt in a row follows a pause between {@code shortest} and {@code shortest} times 2ⁿ, but not longer
 * than {@code longest}. {@link Retry#LATER} adds 30 seconds. A refusal with {@code Retry-After} adds the stated time,
 * at most an hour. A connection that lasts for {@code longest} resets the pauses. {@link Retry#NEVER} ends the
 * attempts, except that a client which has joined before tolerates ten answers with HTTP status 404 in a row, because
 * an application that is being redeployed sends them.
 *
 * <p>If the server says by close code 1001 or 1012 that it stops or restarts, the first pause is between 0 and
 * {@code shortest}, because another node of a cluster may accept the client immediately. Further pauses are as above.
 *
 * <p>While the server keeps the client's place after a lost connection, a pause without these additions is at most the
 * greater of {@code shortest} and a sixth of that time, which is 5 seconds for the server's default of 30 seconds.
 *
 * @param shortest the shortest pause, more than zero
 * @param longest the longest pause, not less than the shortest; more than about 24 days are reduced to that
 * @param attempts the maximum number of attempts in a row
 * @param holding the maximum number of characters of messages to peers that are held while there is no connection.
 *     After the next join, the messages are sent to the peers that are still in the room. With 0, sending fails while
 *     there is no connection, unless the server keeps the place of this client
 */
public record Reconnect(Duration shortest, Duration longest, int attempts, int holding) {

    /**
     * Creates settings.
     *
     * @throws IllegalArgumentException if a value is out of range
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
     * The standard settings: pauses from half a second to 30 seconds, an unlimited number of attempts, and no held
     * messages.
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
     * The same settings with a maximum number of attempts.
     *
     * @param attempts the maximum number of attempts in a row
     * @return the settings
     */
    public Reconnect attempts(int attempts) {
        return new Reconnect(shortest, longest, attempts, holding);
    }

    /**
     * The same settings, but with messages to peers held while there is no connection.
     *
     * @param characters the maximum number of characters to hold
     * @return the settings
     */
    public Reconnect holding(int characters) {
        return new Reconnect(shortest, longest, attempts, characters);
    }
}
