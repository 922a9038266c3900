package rtc.muc.internal.room;

import rtc.muc.internal.limits.Rate;

/**
 * The limits of the number of peers in a room, and of the rates of each peer.
 *
 * @param peers the maximum number of peers in one room, 0 for no limit; a further join is answered with {@code
 *     room_full}, and its connection is closed with 1013
 * @param messages the rate of messages of one peer; the first message over it is dropped with {@code rate_limited}, and
 *     another one soon after closes the connection with 4429
 * @param bytes the rate of bytes in those messages, which is enforced in the same way
 * @param errors the rate of errors of one peer; over it, the connection is closed with 1008
 * @param unknownTypes the rate of one peer's messages of unknown types that do not count as errors
 * @param peersPerAddress the maximum number of peers of one address in one room, 0 for no limit; a further join is
 *     answered with {@code too_many}, and its connection is closed with 1013
 * @param peersPerIdentity the maximum number of peers of one principal in one room, which is enforced in the same way
 * @param statuses limits how fast statuses are announced
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

    /** {@return these limits with other ones for the peers of one address and of one principal} */
    public RoomLimits withPeers(int perAddress, int perIdentity) {
        return new RoomLimits(peers, messages, bytes, errors, unknownTypes, perAddress, perIdentity, statuses);
    }

    /** {@return these limits, with the given rate of messages of unknown types} */
    public RoomLimits withUnknownTypes(Rate rate) {
        return new RoomLimits(peers, messages, bytes, errors, rate, peersPerAddress, peersPerIdentity, statuses);
    }

    /** {@return these limits with other ones for statuses} */
    public RoomLimits withStatuses(StatusLimits limits) {
        return new RoomLimits(peers, messages, bytes, errors, unknownTypes, peersPerAddress, peersPerIdentity, limits);
    }

    boolean isFull(int occupied) {
        return peers > 0 && occupied >= peers;
    }
}
