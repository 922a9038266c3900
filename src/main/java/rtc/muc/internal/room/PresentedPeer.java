package rtc.muc.internal.room;

import rtc.muc.RoomName;

/**
 * A peer as its own node presents it to other nodes.
 *
 * @param room the room that it is in
 * @param peer its id, status and the rest, as they are now
 * @param time the time of its {@link Stamp}
 * @param takesEvents whether its client takes events of the application
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
