package rtc.muc.internal.room;

/** What becomes of a join. */
enum JoinAnswer {
    /** The peer is in, or was ended meanwhile. */
    SETTLED,
    /** This room is closed, and the peer is to try another. */
    CLOSED,
    /** There are as many peers here as may be. */
    FULL,
    /** There are as many peers of this address here as may be. */
    TOO_MANY_OF_ADDRESS,
    /** There are as many peers of this principal here as may be. */
    TOO_MANY_OF_IDENTITY,
    /** The peer's principal is banned. */
    BANNED
}
