package rtc.muc;

/**
 * A CDI event: a peer is out of its room.
 *
 * @param room the room's name; the room is gone when this was its last peer
 * @param peer the peer as it was last
 * @param why what ended it
 * @see rtc.muc When and how observers are told
 */
public record PeerLeft(String room, PeerSnapshot peer, EndReason why) {}
