package rtc.signaling;

import java.time.Duration;

/**
 * A connection is lost or could not be made, and another attempt follows.
 *
 * @param cause why
 * @param attempt the number of the next attempt in a row; 1 after a connection that lasted
 * @param delay the pause before the next attempt
 */
public record Interruption(SignalingException cause, int attempt, Duration delay) {}
