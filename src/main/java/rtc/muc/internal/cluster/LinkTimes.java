package rtc.muc.internal.cluster;

import java.time.Duration;

/**
 * The times of a link.
 *
 * @param beat how often a beat is sent
 * @param late how late a beat of this node may be; if it is later, this node has paused, and does not consider the
 *     other one silent
 * @param silence how long the other node may send nothing before the session ends
 * @param silenceOutsideView the same limit while the newest view lacks the other node
 * @param hold how long after the end of a session the link remains down
 * @param longestHold the limit up to which {@code hold} doubles with each consecutive overflow
 * @param farewell a node that is not in the newest view is still sent beats for this long after its last message. Must
 *     be longer than a wrong view can last
 * @param forgetting the link to a node that is not in the newest view is forgotten this long after the node's last
 *     message
 */
public record LinkTimes(
        Duration beat,
        Duration late,
        Duration silence,
        Duration silenceOutsideView,
        Duration hold,
        Duration longestHold,
        Duration farewell,
        Duration forgetting) {

    /** The times with which the simulations have verified the protocol. */
    public static final LinkTimes DEFAULT = new LinkTimes(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(1500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofHours(1));
}
