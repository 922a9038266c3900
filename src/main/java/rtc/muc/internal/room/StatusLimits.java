package rtc.muc.internal.room;

import rtc.muc.internal.limits.Rate;

/**
 * How fast statuses are announced in one room. What comes faster is neither refused nor lost: the newest status of each
 * peer waits, and is announced as soon as the rate allows.
 *
 * @param ofPeer statuses of one peer
 * @param bytes bytes that statuses put into the outboxes of one room; a status counts once for each receiver
 */
public record StatusLimits(Rate ofPeer, Rate bytes) {

    /** No limits. */
    public static final StatusLimits NONE = new StatusLimits(Rate.UNLIMITED, Rate.UNLIMITED);
}
