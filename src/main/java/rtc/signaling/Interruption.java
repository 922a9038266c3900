package rtc.signaling;

import java.time.Duration;

/**
 * The connection is lost or could not be made, and another attempt is planned.
 *
 * @param cause what went wrong
 * @param attempt the number of the attempt that is planned, in a row of them: 1 after a connection that held
 * @param delay when it is made
 */
public record Interruption(SignalingException cause, int attempt, Duration delay) {}
