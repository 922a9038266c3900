package rtc.muc.internal.cluster.node;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the waiting messages for one node on a separate thread. The thread ends after being idle for a while; a new one
 * starts when there is a message to send. Waking the sender acquires no lock.
 */
final class Sender {

    private static final System.Logger LOG = System.getLogger(Sender.class.getName());

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
     * @param sendNext sends the next message, which may block; returns false if none waits
     * @param patience how long a thread may be idle before it ends
     */
    Sender(BooleanSupplier sendNext, ThreadFactory threads, Duration patience) {
        this.sendNext = sendNext;
        this.threads = threads;
        this.patience = patience;
    }

    /** Wakes the thread or starts one, because a message waits. May be called by any thread. */
    void wake() {
        int before = state.getAndSet(WOKEN);
        if (before == RESTING) {
            LockSupport.unpark(thread);
        } else if (before == ENDED && !stopped) {
            begin();
        }
    }

    /** Does not throw, because the caller may hold the lock of a room. */
    private void begin() {
        try {
            Thread next = threads.newThread(this::run);
            thread = next; // before it runs, so that awaitEnd waits for it
            next.start();
        } catch (RuntimeException | Error noThread) {
            state.set(ENDED);
            LOG.log(Level.ERROR, "The system has no thread to send to a node; the next message tries again", noThread);
        }
    }

    /** Ends the thread after it has sent the messages that wait now. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Waits until the thread has ended, but at most this long; then interrupts it if it still runs. */
    void awaitEnd(Duration longest) throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join(Math.max(1, longest.toMillis()));
            running.interrupt();
        }
    }

    private void run() {
        boolean finished = false;
        try {
            do {
                state.set(RESTING);
                while (!Thread.currentThread().isInterrupted() && sendNext.getAsBoolean()) {}
                rest();
                finished = state.compareAndSet(RESTING, ENDED);
            } while (!finished);
        } finally {
            if (!finished) {
                state.set(ENDED); // An exception ends this thread; the next message starts another one.
            }
        }
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
