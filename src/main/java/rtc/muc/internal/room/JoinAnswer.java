package rtc.muc.internal.room;

/** The result of a join. */
enum JoinAnswer {
    /** The peer is in the room, or was ended in the meantime. */
    SETTLED,
    /** This room is closed; the peer must try a new one. */
    CLOSED,
    /** The room is full. */
    FULL,
    /** The room has too many peers of this address. */
    TOO_MANY_OF_ADDRESS,
    /** The room has too many peers of this principal. */
    TOO_MANY_OF_IDENTITY,
    /** The peer's principal is banned. */
    BANNED
}
