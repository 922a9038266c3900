package rtc.muc;

import java.util.List;

/**
 * The state of a room at one moment.
 *
 * @param name the room's name
 * @param peers the room's peers in the order in which this node learned of them; without other nodes, the order of their
 *     joins
 */
public record RoomSnapshot(String name, List<PeerSnapshot> peers) {

    /** Copies the list. */
    public RoomSnapshot {
        peers = List.copyOf(peers);
    }
}
