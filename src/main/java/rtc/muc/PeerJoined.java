package rtc.muc;

/**
 * A CDI event: a peer has joined a room. Fired only on the node that the peer is connected to.
 *
 * @param room the room's name
 * @param peer the peer as it was when it joined
 * @see rtc.muc When and how observers are notified
 */
public record PeerJoined(String room, PeerSnapshot peer) {}
