package rtc.muc.internal.room;

/**
 * A peer's place in the order in which the peers of a room joined, across all nodes. The time is logical, not that of a
 * clock: a joining peer gets a time after those of all peers in the roster. So a peer that saw another one when it
 * joined has the later stamp. Peers that join on two nodes at the same moment may get the same time; all nodes then
 * order them by their ids.
 *
 * @param time a logical time, from 1 on
 * @param peer the peer's own id, even if other nodes know the peer by another one
 */
public record Stamp(long time, String peer) {

    /** {@return whether a peer with this stamp joined after a peer with the other stamp} */
    boolean isAfter(Stamp other) {
        return time == other.time ? peer.compareTo(other.peer) > 0 : time > other.time;
    }
}
