package rtc.muc.internal.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import rtc.muc.EndReason;

/**
 * The work that remains after texts were appended to the outboxes of a room's peers: the caller {@linkplain #settle
 * settles} it once the room's lock is released.
 *
 * @param peers the peers of the room whose outboxes may contain new texts
 * @param full the peers among them whose outboxes did not accept a text
 * @param closed whether the room is closed
 */
record Delivery(List<Peer> peers, List<Peer> full, boolean closed) {

    static final Delivery NOTHING = new Delivery(List.of(), List.of(), false);

    /**
     * Sends the appended texts. Peers whose outboxes were full, or whose connections are gone, leave. Each leave is
     * announced to the other peers, which may fill further outboxes; a loop handles these without recursion.
     *
     * @param announcing appends the announcement of a leave to the outboxes of the other peers
     * @param whenClosed called for each delivery that finds the room closed
     */
    void settle(Function<RosterChange.Leave, Delivery> announcing, Runnable whenClosed) {
        Map<Peer, EndReason> leaving = new LinkedHashMap<>(0);
        Deque<RosterChange.Leave> toAnnounce = new ArrayDeque<>(0);
        send(leaving, toAnnounce, whenClosed);
        for (RosterChange.Leave leave = toAnnounce.poll(); leave != null; leave = toAnnounce.poll()) {
            announcing.apply(leave).send(leaving, toAnnounce, whenClosed);
        }
        leaving.forEach(Peer::end);
    }

    /**
     * Sends the appended texts.
     *
     * @param leaving receives the peers whose outboxes were full or whose connections turn out to be gone
     * @param toAnnounce receives their leaves, which must be announced to the other peers
     */
    private void send(Map<Peer, EndReason> leaving, Deque<RosterChange.Leave> toAnnounce, Runnable whenClosed) {
        for (Peer peer : full) {
            leave(peer, EndReason.TOO_SLOW, leaving, toAnnounce);
        }
        for (Peer peer : peers) {
            if (!peer.outbox().flush()) {
                leave(peer, EndReason.GONE, leaving, toAnnounce);
            }
        }
        if (closed) {
            whenClosed.run();
        }
    }

    private static void leave(
            Peer peer, EndReason why, Map<Peer, EndReason> leaving, Deque<RosterChange.Leave> toAnnounce) {
        if (leaving.putIfAbsent(peer, why) == null) {
            toAnnounce.add(new RosterChange.Leave(peer.id(), why));
        }
    }
}
