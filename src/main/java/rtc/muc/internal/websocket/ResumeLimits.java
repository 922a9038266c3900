package rtc.muc.internal.websocket;

import java.time.Duration;
import rtc.muc.internal.limits.Rate;

/**
 * Limits of clients that resume.
 *
 * @param window for how long a peer keeps its place when its connection is lost, if its client asks for it when it joins; 0
 *     for not at all
 * @param missed how often clients of one address may fail to resume with a token that may be another node's, so that all
 *     nodes are asked
 */
public record ResumeLimits(Duration window, Rate missed) {}
