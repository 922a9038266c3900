package rtc.muc.internal.cluster;

import java.util.function.LongSupplier;
import rtc.muc.internal.room.SharedRooms;

/**
 * The dependencies and limits that all links of a node share.
 *
 * @param rooms the rooms of this node
 * @param nanos the clock, in nanoseconds since an arbitrary origin
 * @param random generates random numbers of 64 bits
 * @param times the times
 * @param bound how many bytes of changes may wait to be sent to one node; if more wait, the session ends. Messages that
 *     present peers are not counted
 * @param listener is notified of sessions
 */
public record LinkContext(
        SharedRooms rooms,
        LongSupplier nanos,
        LongSupplier random,
        LinkTimes times,
        long bound,
        LinkListener listener) {

    /** The default of {@link #bound()}. */
    public static final long DEFAULT_BOUND = 64L << 20;

    /**
     * The maximum weight of a message, with two bytes for each character: 64 Mi characters, which is the highest limit
     * that the settings allow for a client's message, and 64 Ki characters of other texts.
     */
    public static final int MOST_WEIGHT = 2 * ((64 << 20) + (64 << 10));
}
