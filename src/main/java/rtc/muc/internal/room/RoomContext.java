package rtc.muc.internal.room;

import java.util.function.LongSupplier;

/**
 * What all rooms of a node share.
 *
 * @param encoding writes the messages
 * @param entrance decides who may join
 * @param statuses how fast statuses are announced
 * @param nanos the clock of the limits, in nanoseconds
 * @param listener is told who joins and leaves
 * @param publisher is told of the changes of this node's peers
 */
record RoomContext(
        MessageEncoder encoding,
        JoinPolicy entrance,
        StatusLimits statuses,
        LongSupplier nanos,
        RoomListener listener,
        RoomPublisher publisher) {}
