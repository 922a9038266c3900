package rtc.muc.internal.cluster.node;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that sends to one node what waits, and rests. It ends after a while without anything to send, and another begins
 * when there is something. To wake it takes no lock.
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
     * Makes one without a thread.
     *
     * @param sendNext sends the next message, which may block; false if there is none
     * @param patience how long a thread rests before it ends
     */
    Sender(BooleanSupplier sendNext, ThreadFactory threads, Duration patience) {
        this.sendNext = sendNext;
        this.threads = threads;
        this.patience = patience;
    }

    /** Something waits. For any thread. */
    void wake() {
        int before = state.getAndSet(WOKEN);
        if (before == RESTING) {
            LockSupport.unpark(thread);
        } else if (before == ENDED && !stopped) {
            threads.newThread(this::run).start();
        }
    }

    /** Sends what waits, and then no more. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Waits until it has stopped, but no longer than this; then interrupts what blocks it. */
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
