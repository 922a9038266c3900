package rtc.muc.internal.websocket;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import rtc.muc.EndReason;

/** Ends the peers with the fullest outboxes while all outboxes together exceed their budget. Not thread-safe. */
final class OutboxRelief {

    private static final System.Logger LOG = System.getLogger(WebSocketPeer.class.getName());

    /**
     * A peer and the memory that its outbox holds at one moment.
     *
     * @param end ends the peer
     * @param bytes how many bytes its outbox holds
     */
    private record Holder(Runnable end, int bytes) {}

    private final OutboxBudget budget;
    private int ended;
    private long heldAtMost;

    OutboxRelief(OutboxBudget budget) {
        this.budget = budget;
    }

    /**
     * Ends peers, those with the fullest outboxes first, until the other outboxes are within the budget.
     *
     * @param connections the connections of the peers that have one
     * @param waiting the memberships of the peers that have none
     */
    void relieve(Collection<SweptConnection> connections, Collection<Membership> waiting) {
        heldAtMost = Math.max(heldAtMost, budget.used());
        List<Holder> holders = new ArrayList<>();
        connections.forEach(each -> holders.add(new Holder(each::relieve, each.outboxBytes())));
        waiting.forEach(each -> holders.add(new Holder(
                () -> each.peer().end(EndReason.TOO_SLOW), each.outbox().bytes())));
        holders.sort(Comparator.comparingInt(Holder::bytes).reversed());
        for (Holder holder : holders) {
            if (budget.isUsedUp()) {
                holder.end().run();
                ended++;
            }
        }
    }

    /** Logs one line for all peers that were ended since the last call. */
    void log() {
        if (ended > 0) {
            LOG.log(
                    Level.INFO,
                    "The outboxes held {0} KiB, over muc.outboxes-size; the fullest were closed: {1}",
                    heldAtMost / 1024,
                    ended);
            ended = 0;
            heldAtMost = 0;
        }
    }
}
