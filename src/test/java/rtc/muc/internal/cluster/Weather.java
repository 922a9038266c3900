package rtc.muc.internal.cluster;

import java.time.Duration;
import rtc.muc.internal.room.RoomLimits;

/** What goes wrong in the small, all the time. */
final class Weather {

    /** How many messages are under way in one stream at most. */
    int credit = 1000;

    /** How many bytes may wait for one node. */
    long bound = LinkContext.DEFAULT_BOUND;

    /** By what chance a message comes twice. */
    double duplicate;

    /** By what chance a message leaves the order. */
    double reorder;

    /** By what chance a message comes again, long after. */
    double replay;

    /** Whether outboxes drop outdated statuses. */
    boolean conflates;

    /** Whether clients are lost. */
    boolean losesClients;

    /** Whether presence takes another way than events: no order between the two. */
    boolean apart;

    RoomLimits limits = RoomLimits.NONE;

    private boolean calm;

    /** {@return the times of links: where queues overflow, they try again sooner than in production} */
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
                times.farewell());
    }

    /** {@return how long a sending thread takes to wake up} */
    long sendDelay(SimulatedCluster cluster) {
        return calm ? 0 : cluster.random(2);
    }

    /** Nothing goes wrong in the small any more. */
    void clear() {
        calm = true;
        credit = 1000;
        duplicate = 0;
        reorder = 0;
        replay = 0;
    }
}
