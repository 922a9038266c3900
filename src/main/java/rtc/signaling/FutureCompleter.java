package rtc.signaling;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Completes futures on the threads of a pool, which the dependents of the futures may block. A future with dependents
 * is completed at once. Futures without dependents are completed together a moment later, because waking a thread for
 * each of them costs more than sending.
 *
 * <p>Before a future is completed while others wait, a check is scheduled that completes the others. A dependent that
 * blocks therefore delays the others only by {@link #MOMENT}.
 */
final class FutureCompleter {

    static final Duration MOMENT = Duration.ofMillis(1);

    /** The number of futures after which a thread is returned to the pool, so that other tasks can run. */
    private static final int AT_ONCE = 64;

    private record Due(
            CompletableFuture<Void> future, @Nullable Throwable failure) {

        void complete() {
            if (failure == null) {
                future.complete(null);
            } else {
                future.completeExceptionally(failure);
            }
        }
    }

    private final Executor threads;
    private final Timer timer;
    private final Queue<Due> due = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    FutureCompleter(Executor threads, Timer timer) {
        this.threads = threads;
        this.timer = timer;
    }

    /** Completes a future soon: with the failure, or with null if there is no failure. */
    void complete(CompletableFuture<Void> future, @Nullable Throwable failure) {
        due.add(new Due(future, failure));
        if (future.getNumberOfDependents() > 0) {
            threads.execute(this::completeSome);
        } else {
            schedule();
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            timer.after(MOMENT, this::check);
        }
    }

    /**
     * A future that is added after the flag is cleared schedules another check; one that was added earlier is seen
     * here.
     */
    private void check() {
        scheduled.set(false);
        if (!due.isEmpty()) {
            threads.execute(this::completeSome);
        }
    }

    private void completeSome() {
        for (int completed = 0; completed < AT_ONCE; completed++) {
            Due next = due.poll();
            if (next == null) {
                return;
            }
            if (!due.isEmpty()) {
                schedule();
            }
            next.complete();
        }
        threads.execute(this::completeSome);
    }
}
