package rtc.muc.internal.room;

import rtc.muc.RoomName;

/**
 * A peer as its own node presents it to other nodes.
 *
 * @param room the room that the peer is in
 * @param peer its entry in the roster at this moment
 * @param time the time of its {@link Stamp}
 * @param takesEvents whether its client accepts events of the application
 */
public record PresentedPeer(RoomName room, RosterEntry peer, long time, boolean takesEvents) {

    /** {@return its own id} */
    public String id() {
        return peer.id();
    }

    Stamp stamp() {
        return new Stamp(time, id());
    }
}
