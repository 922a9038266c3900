package rtc.muc.internal.room;

import rtc.muc.internal.limits.Rate;

/**
 * How many peers may be in a room, and how fast each of them may be.
 *
 * @param peers in one room, 0 for no limit; further joins are answered {@code room_full} and closed with 1013
 * @param messages from one peer; the first over it is dropped with {@code rate_limited}, another soon after closes 4429
 * @param bytes in those messages, likewise
 * @param errors that one peer may make; over it the connection is closed with 1008
 * @param unknownTypes messages of unknown types that do not count as errors
 * @param peersPerAddress of one address in one room, 0 for no limit; further joins are answered {@code too_many} and
 *     closed with 1013
 * @param peersPerIdentity of one principal in one room, likewise
 * @param statuses how fast statuses are announced
 */
public record RoomLimits(
        int peers,
        Rate messages,
        Rate bytes,
        Rate errors,
        Rate unknownTypes,
        int peersPerAddress,
        int peersPerIdentity,
        StatusLimits statuses) {

    /** No limits. */
    public static final RoomLimits NONE = new RoomLimits(0, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED);

    /** No limits but these. */
    public RoomLimits(int peers, Rate messages, Rate bytes, Rate errors) {
        this(peers, messages, bytes, errors, Rate.UNLIMITED, 0, 0, StatusLimits.NONE);
    }

    /** {@return these limits with others for the peers of one address and of one principal} */
    public RoomLimits withPeers(int perAddress, int perIdentity) {
        return new RoomLimits(peers, messages, bytes, errors, unknownTypes, perAddress, perIdentity, statuses);
    }

    /** {@return these limits with another one for messages of unknown types} */
    public RoomLimits withUnknownTypes(Rate rate) {
        return new RoomLimits(peers, messages, bytes, errors, rate, peersPerAddress, peersPerIdentity, statuses);
    }

    /** {@return these limits with others for statuses} */
    public RoomLimits withStatuses(StatusLimits limits) {
        return new RoomLimits(peers, messages, bytes, errors, unknownTypes, peersPerAddress, peersPerIdentity, limits);
    }

    boolean isFull(int occupied) {
        return peers > 0 && occupied >= peers;
    }
}
