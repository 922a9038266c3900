package rtc.muc.internal.cluster;

import java.util.function.LongSupplier;
import rtc.muc.internal.room.SharedRooms;

/**
 * What all links of a node share.
 *
 * @param rooms the rooms of this node
 * @param nanos the clock, in nanoseconds of any origin
 * @param random makes random numbers of 64 bits
 * @param times the times
 * @param bound how many bytes of changes may wait to be sent to one node; above it the session is over. Messages that
 *     present peers do not count
 */
public record LinkContext(SharedRooms rooms, LongSupplier nanos, LongSupplier random, LinkTimes times, long bound) {

    /** The default of {@link #bound()}. */
    public static final long DEFAULT_BOUND = 64L << 20;
}
