package rtc.muc.internal.cluster;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PresentedPeer;
import rtc.muc.internal.room.RemoteNode;
import rtc.muc.internal.room.WireIds;

/**
 * The outgoing side of one session with another node: one queue of changes of this node's peers, events for the other
 * node's peers, and requests. They are sent in order and without a gap; if one is lost, the session ends.
 *
 * <p>Any thread may append. A thread that appends a change of a peer holds the lock of the peer's room. One thread
 * removes messages from the queue.
 */
final class Session implements RemoteNode {

    /**
     * A message that waits to be sent.
     *
     * @param change null for a beat
     * @param counted how many bytes count towards the bound
     */
    private record Waiting(NodeMessage.@Nullable Change change, int counted) {}

    private final long mine;
    private final long theirs;
    private final int ordinal;
    private final long bound;
    private final long largest;
    private final LinkDriver driver;
    private final Runnable onOverflow;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();

    /** The ids of peers that join while this node's peers are being presented; they must not be presented again. */
    private final Set<String> offered = ConcurrentHashMap.newKeySet();

    private volatile boolean presented;
    private volatile boolean broken;
    private volatile boolean over;

    // Accessed only by the sending thread:
    private long sent;

    /**
     * Begins a session.
     *
     * @param ordinal the number of this session among those with the other node, from 1
     * @param bound how many bytes of changes may wait to be sent
     * @param onOverflow called when the bound is exceeded, perhaps more than once, and perhaps while a room is locked
     */
    Session(long mine, long theirs, int ordinal, long bound, LinkDriver driver, Runnable onOverflow) {
        this.mine = mine;
        this.theirs = theirs;
        this.ordinal = ordinal;
        this.bound = bound;
        this.largest = Math.min(bound, LinkContext.MOST_WEIGHT);
        this.driver = driver;
        this.onOverflow = onOverflow;
    }

    /** Presents a peer of this node unless it has joined since the session began. Called under the lock of its room. */
    void present(PresentedPeer peer) {
        if (!offered.contains(peer.id())) {
            append(new NodeMessage.Join(WireIds.in(ordinal, peer.id()), peer), 0);
        }
    }

    /** Sends a request with which every new session begins, such as a ban. */
    void begin(NodeRequest request) {
        append(new NodeMessage.Request(request), 0);
    }

    /** Ends the presentation of the peers that existed before the session. */
    void presentedAll() {
        presented = true;
        offered.clear();
    }

    /** Appends a beat to the queue. When it is sent, it reports the number of changes sent before it. */
    void beat() {
        if (!over) {
            queue.add(new Waiting(null, 0));
            driver.sendSoon();
        }
    }

    /** Publishes that a peer of this node has joined. */
    void joined(PresentedPeer peer) {
        if (!presented) {
            offered.add(peer.id());
        }
        offer(new NodeMessage.Join(peer.id(), peer));
    }

    /** Publishes that a peer of this node has a new status. */
    void statusChanged(String peer, JsonText status) {
        offer(new NodeMessage.Status(peer, status));
    }

    /** Publishes that a peer of this node has left its room. */
    void left(String peer) {
        offer(new NodeMessage.Leave(peer));
    }

    @Override
    public boolean relay(String recipient, ServerMessage.From event) {
        return offerIfItFits(new NodeMessage.Relay(recipient, event));
    }

    @Override
    public boolean request(NodeRequest request) {
        return offerIfItFits(new NodeMessage.Request(request));
    }

    /** {@return the next message to send, null if none waits} Called by the sending thread. */
    @Nullable
    NodeMessage next() {
        Waiting next = over ? null : queue.poll();
        if (next == null) {
            return null;
        }
        waiting.addAndGet(-next.counted());
        NodeMessage.@Nullable Change change = next.change();
        return change == null
                ? new NodeMessage.Beat(mine, theirs, true, sent)
                : new NodeMessage.Numbered(mine, theirs, ++sent, change);
    }

    /** {@return how many bytes of changes wait to be sent} */
    long waitingBytes() {
        return waiting.get();
    }

    /** {@return whether the bound was exceeded} */
    boolean isBroken() {
        return broken;
    }

    /** Ends the session: accepts no more messages, and discards those that wait. */
    void end() {
        over = true;
        queue.clear();
    }

    /** Refuses a message that is too large by itself, which would end every session again. */
    private boolean offerIfItFits(NodeMessage.Change change) {
        int weight = change.weight();
        return weight <= largest && offer(change, weight);
    }

    private boolean offer(NodeMessage.Change change) {
        return offer(change, change.weight());
    }

    private boolean offer(NodeMessage.Change change, int weight) {
        if (over || broken) {
            return false;
        }
        if (waiting.addAndGet(weight) > bound) {
            broken = true;
            onOverflow.run();
            return false;
        }
        append(change, weight);
        return true;
    }

    private void append(NodeMessage.Change change, int counted) {
        queue.add(new Waiting(change, counted));
        driver.sendSoon();
    }
}
