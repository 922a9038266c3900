package rtc.muc.internal.room;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Attempts of clients to resume on a node that does not have their peers. Attempts on this node are remembered for a
 * while, so that nodes that cannot be reached now are notified later. An attempt on another node ends the client's peer
 * if that peer is on this node. Thread-safe.
 */
final class MissedResumes {

    /** How long an attempt is remembered: as long as the longest resumption window. */
    private static final Duration MEMORY = Duration.ofHours(1);

    /** The maximum number of remembered attempts; beyond it, the oldest is forgotten. */
    private static final int MOST = 1000;

    private record Missed(NodeRequest.MissedResume resume, long at) {}

    private final LongSupplier nanos;
    private final Deque<Missed> recent = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Consumer<NodeRequest.MissedResume> ending = resume -> {};

    MissedResumes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Remembers that a client tried to resume on this node. */
    void add(NodeRequest.MissedResume resume) {
        recent.add(new Missed(resume, nanos.getAsLong()));
        if (count.incrementAndGet() > MOST && recent.poll() != null) {
            count.decrementAndGet();
        }
    }

    /** {@return the remembered attempts, with the time since each} */
    List<NodeRequest.MissedResume> recent() {
        long now = nanos.getAsLong();
        return recent.stream()
                .filter(missed -> now - missed.at() < MEMORY.toNanos())
                .map(missed -> missed.resume().later(Duration.ofNanos(now - missed.at())))
                .toList();
    }

    /** Sets the action that ends the peer of a client that tried to resume on another node. */
    void onOther(Consumer<NodeRequest.MissedResume> action) {
        ending = action;
    }

    /** Ends the peer of a client that tried to resume on another node, if the peer is on this one. */
    void take(NodeRequest.MissedResume resume) {
        ending.accept(resume);
    }
}
