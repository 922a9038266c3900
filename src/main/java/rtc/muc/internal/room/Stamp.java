package rtc.muc.internal.room;

/**
 * A peer's place in the order in which the peers of a room joined, across all nodes. No clock is involved: a peer that
 * joins takes a time after that of everybody in the roster. So if one of two peers saw the other when it joined, it has
 * the later stamp. Peers that join on two nodes at the same moment may take the same time; both nodes then order them
 * by their ids.
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
