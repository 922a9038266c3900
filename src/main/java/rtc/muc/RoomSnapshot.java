package rtc.muc;

import java.util.List;

/**
 * A room as it was at one moment.
 *
 * @param name its name
 * @param peers who was in it, in join order
 */
public record RoomSnapshot(String name, List<PeerSnapshot> peers) {

    /** Makes a snapshot that does not change. */
    public RoomSnapshot {
        peers = List.copyOf(peers);
    }
}
