package rtc.muc;

/**
 * A CDI event: a peer has left its room. Fired only on the node that the peer was connected to.
 *
 * @param room the room's name; the room no longer exists if it has no other peers on any node
 * @param peer the last state of the peer
 * @param why the reason
 * @see rtc.muc When and how observers are notified
 */
public record PeerLeft(String room, PeerSnapshot peer, EndReason why) {}
