package rtc.muc.internal.room;

import java.util.function.LongSupplier;

/**
 * The objects that all rooms of a node share.
 *
 * @param encoding encodes the messages
 * @param entrance decides who may join
 * @param statuses limits how fast statuses are announced
 * @param nanos the clock of the limits, in nanoseconds
 * @param listener called for each peer of this node that joins or leaves
 * @param publisher publishes the changes of this node's peers
 */
record RoomContext(
        MessageEncoder encoding,
        JoinPolicy entrance,
        StatusLimits statuses,
        LongSupplier nanos,
        RoomListener listener,
        RoomPublisher publisher) {}
