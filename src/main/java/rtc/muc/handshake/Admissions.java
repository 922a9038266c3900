package rtc.muc.handshake;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Gives up admissions that no endpoint opened: a client may be gone after the answer to its handshake is written and
 * before the container hears of it, and then some containers call nothing. For any number of threads.
 */
public final class Admissions {

    /** How long a container may take from a handshake to the endpoint's {@code @OnOpen}. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Admitted(Admission admission, long at) {}

    private final LongSupplier nanos;
    private final Queue<Admitted> admitted = new ConcurrentLinkedQueue<>();

    /** @param nanos the clock, in nanoseconds */
    public Admissions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void add(Admission admission) {
        admitted.add(new Admitted(admission, nanos.getAsLong()));
    }

    /**
     * Ends admissions that are not open after half a minute, and forgets those that are: they may hold much. To be
     * called every second or so, by one thread.
     */
    public void check() {
        long now = nanos.getAsLong();
        admitted.removeIf(next -> next.admission().isSettled() || isDue(next, now));
    }

    private static boolean isDue(Admitted next, long now) {
        if (now - next.at() < PATIENCE.toNanos()) {
            return false;
        }
        next.admission().endUnlessOpen();
        return true;
    }
}
