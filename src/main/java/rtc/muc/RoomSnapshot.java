package rtc.muc;

import java.util.List;

/**
 * A room as it was at one moment.
 *
 * @param name its name
 * @param peers its peers, in join order
 */
public record RoomSnapshot(String name, List<PeerSnapshot> peers) {

    /** Copies the list. */
    public RoomSnapshot {
        peers = List.copyOf(peers);
    }
}
