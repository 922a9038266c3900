package rtc.muc.internal.room;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Clients that came back on a node that does not have their peers. Those that came to this node are remembered for a
 * while, so that nodes that cannot be reached now are notified later. When a client came to another
 * node, the action that ends its peer here is called. For any number of threads.
 */
final class MissedResumes {

    /** The longest time that a peer may wait for its client. */
    private static final Duration MEMORY = Duration.ofHours(1);

    /** How many are remembered; beyond it the oldest is forgotten. */
    private static final int MOST = 1000;

    private record Missed(NodeRequest.MissedResume resume, long at) {}

    private final LongSupplier nanos;
    private final Deque<Missed> recent = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Consumer<NodeRequest.MissedResume> ending = resume -> {};

    MissedResumes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A client tried to resume on this node. */
    void add(NodeRequest.MissedResume resume) {
        recent.add(new Missed(resume, nanos.getAsLong()));
        if (count.incrementAndGet() > MOST && recent.poll() != null) {
            count.decrementAndGet();
        }
    }

    /** {@return the clients that recently came to this node, with the time since then} */
    List<NodeRequest.MissedResume> recent() {
        long now = nanos.getAsLong();
        return recent.stream()
                .filter(missed -> now - missed.at() < MEMORY.toNanos())
                .map(missed -> missed.resume().later(Duration.ofNanos(now - missed.at())))
                .toList();
    }

    /** Sets what ends the peer of a client that came to another node. */
    void onOther(Consumer<NodeRequest.MissedResume> action) {
        ending = action;
    }

    /** A client tried to resume on another node. */
    void take(NodeRequest.MissedResume resume) {
        ending.accept(resume);
    }
}
