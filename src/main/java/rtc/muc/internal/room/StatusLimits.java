package rtc.muc.internal.room;

import rtc.muc.internal.limits.Rate;

/**
 * Limits how fast statuses are announced in one room. A status that exceeds the limits is not refused: the newest
 * status of each peer waits, and is announced as soon as the rate allows.
 *
 * @param ofPeer the rate of statuses of one peer
 * @param bytes the rate of bytes that statuses add to the outboxes of one room; a status counts once for each receiver
 */
public record StatusLimits(Rate ofPeer, Rate bytes) {

    /** No limits. */
    public static final StatusLimits NONE = new StatusLimits(Rate.UNLIMITED, Rate.UNLIMITED);
}
