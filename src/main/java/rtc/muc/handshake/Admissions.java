package rtc.muc.handshake;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Gives up admissions that no endpoint opened, and cuts their connections: a client may be gone after the answer to its
 * handshake is written and before the container hears of it, and then some containers call nothing. For any number of
 * threads.
 */
public final class Admissions {

    /** How long a container may take from a handshake to the endpoint's {@code @OnOpen}. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

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
     * Ends admissions that are not open after some seconds, and those whose connections are gone; forgets those that are
     * open, for they may hold much. To be called every second or so, by one thread.
     */
    public void check() {
        long now = nanos.getAsLong();
        admitted.removeIf(next -> next.admission().isSettled() || isDue(next, now));
    }

    private static boolean isDue(Admitted next, long now) {
        if (now - next.at() < PATIENCE.toNanos() && next.admission().isConnected()) {
            return false;
        }
        next.admission().cutUnlessOpen();
        return true;
    }

    /** Ends all that are not open, because the application goes. */
    public void close() {
        admitted.forEach(next -> next.admission().cutUnlessOpen());
        admitted.clear();
    }
}
