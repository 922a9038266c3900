package rtc.muc.internal.room;

/**
 * A peer's place in the order in which the peers of a room joined, on whatever node. No clock is involved: a peer that joins
 * takes a time after everybody in the roster, so of two peers one of which saw the other when it joined, it has the later
 * stamp. Peers that join on two nodes at one moment may take the same time; then the ids decide, the same on both nodes.
 *
 * @param time a count, from 1
 * @param peer the peer's own id, whatever other nodes know it by
 */
public record Stamp(long time, String peer) {

    /** {@return whether a peer with this stamp joined after one with another} */
    boolean isAfter(Stamp other) {
        return time == other.time ? peer.compareTo(other.peer) > 0 : time > other.time;
    }
}
