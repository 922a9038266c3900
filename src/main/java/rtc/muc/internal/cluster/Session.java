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

/**
 * The outgoing side of one session with another node: one queue of changes of this node's peers, events for the other
 * node's peers, and requests. All of it is sent in order and without a gap, or the session is over.
 *
 * <p>Any thread may append, while it holds the lock of the room concerned. One thread takes from the queue.
 */
final class Session implements RemoteNode {

    /**
     * What waits to be sent.
     *
     * @param change null for a beat
     * @param counted how much of the bound it takes
     */
    private record Waiting(NodeMessage.@Nullable Change change, int counted) {}

    private final long mine;
    private final long theirs;
    private final int ordinal;
    private final long bound;
    private final LinkDriver driver;
    private final Runnable onOverflow;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();

    /** The peers that join while this node's peers are being presented; they must not be presented again. */
    private final Set<String> offered = ConcurrentHashMap.newKeySet();

    private volatile boolean presented;
    private volatile boolean broken;
    private volatile boolean over;

    // Accessed only by the sending thread:
    private long sent;

    /**
     * Begins a session.
     *
     * @param ordinal counts the sessions with the other node, from 1
     * @param bound how many bytes may wait
     * @param onOverflow called once when the bound is exceeded, perhaps while a room is locked
     */
    Session(long mine, long theirs, int ordinal, long bound, LinkDriver driver, Runnable onOverflow) {
        this.mine = mine;
        this.theirs = theirs;
        this.ordinal = ordinal;
        this.bound = bound;
        this.driver = driver;
        this.onOverflow = onOverflow;
    }

    /** Presents a peer that was here before, unless it has joined since the session began. Called under its room's lock. */
    void present(PresentedPeer peer) {
        if (!offered.contains(peer.id())) {
            append(new NodeMessage.Join(ordinal == 1 ? peer.id() : peer.id() + "~" + ordinal, peer), 0);
        }
    }

    /** Sends a request with which every new session begins, such as a ban. */
    void begin(NodeRequest request) {
        append(new NodeMessage.Request(request), 0);
    }

    /** All peers that existed before the session have been presented. */
    void presentedAll() {
        presented = true;
        offered.clear();
    }

    /** Appends a beat with the number of changes sent, behind all waiting changes. */
    void beat() {
        if (!over) {
            queue.add(new Waiting(null, 0));
            driver.sendSoon();
        }
    }

    /** A peer of this node has joined. */
    void joined(PresentedPeer peer) {
        if (!presented) {
            offered.add(peer.id());
        }
        offer(new NodeMessage.Join(peer.id(), peer));
    }

    /** A peer of this node has a new status. */
    void statusChanged(String peer, JsonText status) {
        offer(new NodeMessage.Status(peer, status));
    }

    /** A peer of this node is out of its room. */
    void left(String peer) {
        offer(new NodeMessage.Leave(peer));
    }

    @Override
    public boolean relay(String recipient, ServerMessage.From event) {
        return offer(new NodeMessage.Relay(recipient, event));
    }

    @Override
    public boolean request(NodeRequest request) {
        return offer(new NodeMessage.Request(request));
    }

    /** {@return what is to be sent next, null if nothing waits} Called by the sending thread. */
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

    /** {@return whether the bound was exceeded} */
    boolean isBroken() {
        return broken;
    }

    /** Accepts nothing more, and discards what waits. */
    void end() {
        over = true;
        queue.clear();
    }

    private boolean offer(NodeMessage.Change change) {
        if (over || broken) {
            return false;
        }
        int weight = change.weight();
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
