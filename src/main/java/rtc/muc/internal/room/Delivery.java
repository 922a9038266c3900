package rtc.muc.internal.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
     * Sends what was appended. Who could not take it, or turns out to be gone, leaves; that is told to the others, of
     * whom again some may not be able to take it: by a loop, however many there are.
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
     * @param leaving gets the peers that could not take it, or whose connections turn out to be gone
     * @param toTell gets what the others are to be told of those
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
