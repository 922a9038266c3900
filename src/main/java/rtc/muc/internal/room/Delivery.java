package rtc.muc.internal.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import rtc.muc.EndReason;

/**
 * What remains to be done after a room has informed its peers, once its lock is released.
 *
 * @param peers the peers of the room whose outboxes may contain new texts
 * @param full those of them whose outboxes did not accept a text
 * @param closed whether the room is closed
 */
record Delivery(List<Peer> peers, List<Peer> full, boolean closed) {

    static final Delivery NOTHING = new Delivery(List.of(), List.of(), false);

    /**
     * Sends what was appended. Peers whose outboxes were full, or whose connections are gone, leave. The others are
     * told of each leave, which may fill further outboxes; a loop handles these, however many there are.
     *
     * @param telling appends what tells the others of a leave
     * @param whenClosed called for each delivery that finds the room closed
     */
    void settle(Function<RosterChange.Leave, Delivery> telling, Runnable whenClosed) {
        Map<Peer, EndReason> leaving = new LinkedHashMap<>(0);
        Deque<RosterChange.Leave> toTell = new ArrayDeque<>(0);
        send(leaving, toTell, whenClosed);
        for (RosterChange.Leave leave = toTell.poll(); leave != null; leave = toTell.poll()) {
            telling.apply(leave).send(leaving, toTell, whenClosed);
        }
        leaving.forEach(Peer::end);
    }

    /**
     * Sends what was appended.
     *
     * @param leaving receives the peers whose outboxes were full or whose connections turn out to be gone
     * @param toTell receives their leaves, of which the others must be told
     */
    private void send(Map<Peer, EndReason> leaving, Deque<RosterChange.Leave> toTell, Runnable whenClosed) {
        for (Peer peer : full) {
            leave(peer, EndReason.TOO_SLOW, leaving, toTell);
        }
        for (Peer peer : peers) {
            if (!peer.outbox().flush()) {
                leave(peer, EndReason.GONE, leaving, toTell);
            }
        }
        if (closed) {
            whenClosed.run();
        }
    }

    private static void leave(
            Peer peer, EndReason why, Map<Peer, EndReason> leaving, Deque<RosterChange.Leave> toTell) {
        if (leaving.putIfAbsent(peer, why) == null) {
            toTell.add(new RosterChange.Leave(peer.id(), why));
        }
    }
}
