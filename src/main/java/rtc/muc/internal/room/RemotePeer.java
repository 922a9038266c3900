package rtc.muc.internal.room;

import rtc.muc.RoomName;

/**
 * A peer of another node, as it was presented to this one.
 *
 * @param wireId the id that the peers of this node know it by. It is the peer's own id, or that with a suffix when the peer
 *     is presented again after the nodes had lost each other: its own id would let answers to its former connection reach
 *     the new one
 * @param peer what was presented
 * @param node gives access to it: the session in which it was presented, and no later one
 */
public record RemotePeer(String wireId, PresentedPeer peer, RemoteNode node) {

    /** {@return its own id, by which its node knows it} */
    public String id() {
        return peer.id();
    }

    /** {@return the room that it is in} */
    public RoomName room() {
        return peer.room();
    }

    /** {@return how it comes into the roster} */
    RosterChange.Join join() {
        RosterEntry entry = peer.peer();
        return new RosterChange.Join(
                new RosterEntry(wireId, entry.status(), entry.joinedAt(), entry.identity(), entry.node()));
    }
}
