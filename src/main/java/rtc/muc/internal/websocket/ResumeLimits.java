package rtc.muc.internal.websocket;

import java.time.Duration;
import rtc.muc.internal.limits.Rate;

/**
 * Limits of resuming.
 *
 * @param window how long a peer remains in its room after its connection is lost, if its client asked for it in the
 *     join; 0 switches resuming off
 * @param missed the rate at which failed resumes from one address may make this node ask all others to end a peer
 */
public record ResumeLimits(Duration window, Rate missed) {}
