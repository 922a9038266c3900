package rtc.muc.internal.room;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import rtc.muc.EndReason;

/**
 * What is left to do after a room told its peers something, when its lock is free again.
 *
 * @param peers those in the room, whose outboxes may have something new
 * @param full those of them whose outboxes did not take it
 * @param closed whether the room is closed
 */
record Delivery(List<Peer> peers, List<Peer> full, boolean closed) {

    static final Delivery NOTHING = new Delivery(List.of(), List.of(), false);

    /**
     * Sends what was appended.
     *
     * @param leaving gets the peers that could not take it, or whose connections turn out to be gone
     * @param toTell gets what the others are to be told of those
     */
    void send(Map<Peer, EndReason> leaving, Deque<RosterChange.Leave> toTell) {
        for (Peer peer : full) {
            leave(peer, EndReason.TOO_SLOW, leaving, toTell);
        }
        for (Peer peer : peers) {
            if (!peer.outbox().flush()) {
                leave(peer, EndReason.GONE, leaving, toTell);
            }
        }
    }

    private static void leave(
            Peer peer, EndReason why, Map<Peer, EndReason> leaving, Deque<RosterChange.Leave> toTell) {
        if (leaving.putIfAbsent(peer, why) == null) {
            toTell.add(new RosterChange.Leave(peer.id(), why));
        }
    }
}
