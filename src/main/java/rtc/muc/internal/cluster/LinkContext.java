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
}
