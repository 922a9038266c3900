package rtc.muc.internal.cluster;

import java.time.Duration;

/**
 * The times of a link.
 *
 * @param beat how often a beat is sent
 * @param late a beat of our own that is later than this says that this node has paused, not the other
 * @param silence after so long without a word a session is over
 * @param silenceOutsideView likewise, while the newest view lacks the other node
 * @param hold how long a link stays down after a session is over
 * @param longestHold up to which that doubles when sessions overflow one after the other
 * @param farewell for so long after its last word a node that the newest view lacks is sent beats; longer than any view is
 *     wrong
 */
public record LinkTimes(
        Duration beat,
        Duration late,
        Duration silence,
        Duration silenceOutsideView,
        Duration hold,
        Duration longestHold,
        Duration farewell) {

    /** What the protocol was proved with. */
    public static final LinkTimes DEFAULT = new LinkTimes(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(1500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));
}
