package rtc.signaling;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Completes futures on the threads of a pool; dependents of a future may block its thread. A future with dependents is
 * completed at once; the others are completed together a moment later, because waking a thread for each costs more than
 * sending.
 *
 * <p>Before a future is completed while others wait, a check of those is scheduled. So a dependent that blocks delays
 * them by that moment only.
 */
final class FutureCompleter {

    static final Duration MOMENT = Duration.ofMillis(1);

    /** After so many the thread is given back, so that others get their turn. */
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

    /** Completes a future soon: with the failure, or with null if there is none. */
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

    /** A future that is added from here on schedules another check; one that was added before is seen. */
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
