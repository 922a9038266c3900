package rtc.muc;

/**
 * A CDI event: a peer has left its room. Fired on the node that the peer was connected to, and on no other.
 *
 * @param room the room's name; the room no longer exists if this was its last peer on any node
 * @param peer the last state of the peer
 * @param why the reason
 * @see rtc.muc When and how observers are notified
 */
public record PeerLeft(String room, PeerSnapshot peer, EndReason why) {}
