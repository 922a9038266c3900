package rtc.muc.internal.application;

import rtc.muc.PeerSnapshot;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.room.RosterEntry;

/** Creates the snapshots of the API. */
final class Snapshots {

    private Snapshots() {}

    static PeerSnapshot of(RosterEntry peer, MessageCodec codec) {
        return new PeerSnapshot(
                peer.id(),
                codec.object(peer.status()),
                peer.joinedAt(),
                peer.identity().principal(),
                peer.identity().address(),
                peer.node());
    }
}
