package rtc.muc.internal.room;

import rtc.muc.RoomName;

/**
 * A peer of another node, as it was presented to this one.
 *
 * @param wireId the id by which the peers of this node know it. It is the peer's own id, with a suffix if the peer is
 *     presented again after the nodes had lost each other, so that answers to an earlier WebRTC call never reach a
 *     later one
 * @param peer the peer as its node presented it
 * @param node gives access to it, through the session in which it was presented and no later one
 */
public record RemotePeer(String wireId, PresentedPeer peer, RemoteNode node) {

    /** {@return the peer's own id, which its node uses} */
    public String id() {
        return peer.id();
    }

    /** {@return the room that it is in} */
    public RoomName room() {
        return peer.room();
    }

    /** {@return the change that adds it to the roster} */
    RosterChange.Join join() {
        RosterEntry entry = peer.peer();
        return new RosterChange.Join(
                new RosterEntry(wireId, entry.status(), entry.joinedAt(), entry.identity(), entry.node()));
    }
}
