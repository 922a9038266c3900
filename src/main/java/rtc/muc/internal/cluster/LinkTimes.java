package rtc.muc.internal.cluster;

import java.time.Duration;

/**
 * The times of a link.
 *
 * @param beat how often a beat is sent
 * @param late if a beat of our own is later than this, this node has paused, not the other one
 * @param silence how long a node may send nothing before the session is over
 * @param silenceOutsideView likewise, while the newest view lacks the other node
 * @param hold how long a link stays down after a session is over
 * @param longestHold the limit up to which {@code hold} doubles when sessions overflow one after the other
 * @param farewell how long after its last message a node that the newest view lacks still gets beats; longer than any
 *     view is wrong
 */
public record LinkTimes(
        Duration beat,
        Duration late,
        Duration silence,
        Duration silenceOutsideView,
        Duration hold,
        Duration longestHold,
        Duration farewell) {

    /** The times with which the simulations have verified the protocol. */
    public static final LinkTimes DEFAULT = new LinkTimes(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(1500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));
}
