package rtc.muc.internal.room;

import rtc.muc.EndReason;
import rtc.muc.RoomName;

/**
 * Is told who joins rooms and who leaves them: each peer that joins once, and once when it is out, in the order in
 * which the peers of the room see it. The port for whoever passes it on.
 *
 * <p>Called while a room is locked: must not take a lock, do I/O, throw, or call into a {@link Peer} or {@link Rooms}.
 */
public interface RoomListener {

    /** Is told nothing. */
    RoomListener NONE = new RoomListener() {
        @Override
        public void joined(RoomName room, RosterEntry peer) {}

        @Override
        public void left(RoomName room, RosterEntry peer, EndReason why) {}
    };

    /** A peer has joined. */
    void joined(RoomName room, RosterEntry peer);

    /** A peer is out of its room; it is told as it was last. */
    void left(RoomName room, RosterEntry peer, EndReason why);
}
