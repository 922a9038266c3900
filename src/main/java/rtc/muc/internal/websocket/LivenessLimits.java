package rtc.muc.internal.websocket;

import java.time.Duration;

/**
 * How long a connection may remain without a sign of life; 0 means no limit. A connection that exceeds a limit is
 * closed with 4408.
 *
 * @param join how long a client may take to join
 * @param message how long a message may take from its first part to its last
 * @param silence how long a connection may remain open while nothing arrives, not even a pong
 * @param ping the interval at which a client is pinged, so that a live client is not silent; 0 for no pings
 */
public record LivenessLimits(Duration join, Duration message, Duration silence, Duration ping) {

    /** No limits, and no pings. */
    public static final LivenessLimits NONE =
            new LivenessLimits(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
