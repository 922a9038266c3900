package rtc.muc.internal.cluster;

import java.time.Duration;
import rtc.muc.internal.room.RoomLimits;

/** The faults of single messages and clients, which may happen all the time, and the limits. */
final class RandomFaults {

    /** The maximum number of messages in transit in one stream. */
    int credit = 1000;

    /** How many bytes of changes may wait to be sent to one node. */
    long bound = LinkContext.DEFAULT_BOUND;

    /** The probability that a message arrives twice. */
    double duplicate;

    /** The probability that a message arrives out of order. */
    double reorder;

    /** The probability that a message arrives once more after a long time. */
    double replay;

    /** Whether messages may arrive out of order or late, even after these faults have ended. */
    boolean disorder;

    /** How long after its last message the link to a node that the newest view lacks is forgotten. */
    Duration forgetting = LinkTimes.DEFAULT.forgetting();

    /** How many addresses of nodes with forgotten links are retained. */
    int mostPast = 1000;

    /** Whether outboxes drop outdated statuses. */
    boolean conflates;

    /** Whether clients are lost. */
    boolean losesClients;

    /** Whether clients resume. */
    boolean resumes;

    /** How long a peer waits for its client. */
    Duration window = Duration.ofSeconds(6);

    /** Whether presence is sent outside the stream of events, so that the two are not ordered. */
    boolean apart;

    RoomLimits limits = RoomLimits.NONE;

    private boolean calm;

    /** {@return the times of links; if queues are small, the pause after an overflow is shorter than in production} */
    LinkTimes times() {
        LinkTimes times = LinkTimes.DEFAULT;
        Duration longestHold = bound == LinkContext.DEFAULT_BOUND ? times.longestHold() : Duration.ofSeconds(4);
        return new LinkTimes(
                times.beat(),
                times.late(),
                times.silence(),
                times.silenceOutsideView(),
                times.hold(),
                longestHold,
                times.farewell(),
                forgetting);
    }

    /** {@return whether peers wait for their clients longer than the simulation lasts} */
    boolean waitsLong() {
        return window.toMinutes() > 1;
    }

    /** {@return how long a sending thread takes to wake up} */
    long sendDelay(SimulatedCluster cluster) {
        return calm ? 0 : cluster.random(2);
    }

    /** Ends the faults of streams. */
    void clear() {
        calm = true;
        credit = 1000;
        duplicate = 0;
        reorder = 0;
        replay = 0;
    }
}
