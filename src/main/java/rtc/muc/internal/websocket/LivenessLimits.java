package rtc.muc.internal.websocket;

import java.time.Duration;

/**
 * How long a connection may go without a sign of life; 0 is no limit. All of them close with 4408.
 *
 * @param join how long a client may take to join
 * @param message how long a message may take from its first part to its last
 * @param silence how long nothing may come in, pongs included
 * @param ping how often a client is pinged, so that one that lives is not silent; 0 for never
 */
public record LivenessLimits(Duration join, Duration message, Duration silence, Duration ping) {

    /** No limits, and no pings. */
    public static final LivenessLimits NONE =
            new LivenessLimits(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
