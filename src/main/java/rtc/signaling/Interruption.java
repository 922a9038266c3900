package rtc.signaling;

import java.time.Duration;

/**
 * A lost connection, or a failed attempt to connect, after which another attempt follows.
 *
 * @param cause why the connection was lost or could not be made
 * @param attempt the number of the next attempt in a row, which is 1 after a connection that lasted
 * @param delay the pause before the next attempt
 */
public record Interruption(SignalingException cause, int attempt, Duration delay) {}
