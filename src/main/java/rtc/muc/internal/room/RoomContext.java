package rtc.muc.internal.room;

import java.util.function.LongSupplier;

/**
 * What all rooms of a node share.
 *
 * @param encoding writes the messages
 * @param entrance decides who may join
 * @param statuses how fast statuses are announced
 * @param nanos the clock of the limits, in nanoseconds
 * @param listener called for each peer that joins or leaves
 * @param publisher publishes the changes of this node's peers
 */
record RoomContext(
        MessageEncoder encoding,
        JoinPolicy entrance,
        StatusLimits statuses,
        LongSupplier nanos,
        RoomListener listener,
        RoomPublisher publisher) {}
