package rtc.muc.internal.cluster.node;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the waiting messages to one node on a thread of its own. An idle thread ends after a while; a new one starts
 * when there is something to send. Waking it takes no lock.
 */
final class Sender {

    private static final int ENDED = 0;
    private static final int RESTING = 1;
    private static final int WOKEN = 2;

    private final BooleanSupplier sendNext;
    private final ThreadFactory threads;
    private final Duration patience;
    private final AtomicInteger state = new AtomicInteger(ENDED);
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;

    /**
     * Creates a sender that has no thread yet.
     *
     * @param sendNext sends the next message, which may block; false if there is none
     * @param patience how long a thread may be idle before it ends
     */
    Sender(BooleanSupplier sendNext, ThreadFactory threads, Duration patience) {
        this.sendNext = sendNext;
        this.threads = threads;
        this.patience = patience;
    }

    /** Wakes the thread, because a message waits. For any thread. */
    void wake() {
        int before = state.getAndSet(WOKEN);
        if (before == RESTING) {
            LockSupport.unpark(thread);
        } else if (before == ENDED && !stopped) {
            threads.newThread(this::run).start();
        }
    }

    /** Sends the messages that wait now, and then stops. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Waits at most this long until it has stopped; then interrupts it. */
    void awaitEnd(Duration longest) throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join(Math.max(1, longest.toMillis()));
            running.interrupt();
        }
    }

    private void run() {
        thread = Thread.currentThread();
        do {
            state.set(RESTING);
            while (!Thread.currentThread().isInterrupted() && sendNext.getAsBoolean()) {}
            rest();
        } while (!state.compareAndSet(RESTING, ENDED));
    }

    private void rest() {
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toNanos();
        while (state.get() == RESTING && left > 0 && !stopped) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
