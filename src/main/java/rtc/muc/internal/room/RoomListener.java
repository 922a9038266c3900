package rtc.muc.internal.room;

import rtc.muc.EndReason;
import rtc.muc.RoomName;

/**
 * The port through which the application is notified: called once when a peer of this node joins a room and once when
 * it has left, in the order in which the peers of the room see these changes.
 *
 * <p>Called while a room is locked: must not take a lock, do I/O, throw, or call into a {@link Peer} or {@link Rooms}.
 */
public interface RoomListener {

    /** Ignores all events. */
    RoomListener NONE = new RoomListener() {
        @Override
        public void joined(RoomName room, RosterEntry peer) {}

        @Override
        public void left(RoomName room, RosterEntry peer, EndReason why) {}
    };

    /** A peer has joined. */
    void joined(RoomName room, RosterEntry peer);

    /** A peer has left its room; {@code peer} is its last state. */
    void left(RoomName room, RosterEntry peer, EndReason why);
}
