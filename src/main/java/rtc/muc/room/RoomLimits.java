package rtc.muc.room;

import rtc.muc.limits.Rate;

/**
 * How many may be in a room, and how fast each of them may be.
 *
 * @param peers in one room, 0 for no limit; who comes then is answered {@code room_full} and closed with 1013
 * @param messages from one peer; the first over it is dropped with {@code rate_limited}, another soon after closes 4429
 * @param bytes in those messages, likewise
 * @param errors that one peer may make; over it the connection is closed with 1008
 */
public record RoomLimits(int peers, Rate messages, Rate bytes, Rate errors) {

    /** No limits. */
    public static final RoomLimits NONE = new RoomLimits(0, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED);

    boolean isFull(int occupied) {
        return peers > 0 && occupied >= peers;
    }
}
