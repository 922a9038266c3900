package rtc.signaling;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Completes futures on threads that what hangs on them may block. One that somebody waits for is completed at once, the
 * others together a moment later: to wake a thread for each would cost more than the sending itself.
 *
 * <p>Before one is completed while others are due, a look at those is planned. So one that blocks delays them by that
 * moment and no longer, as long as there is a thread.
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
    private final AtomicBoolean planned = new AtomicBoolean();

    FutureCompleter(Executor threads, Timer timer) {
        this.threads = threads;
        this.timer = timer;
    }

    /** Completes a future soon, with null, or with a failure if there is one. */
    void complete(CompletableFuture<Void> future, @Nullable Throwable failure) {
        due.add(new Due(future, failure));
        if (future.getNumberOfDependents() > 0) {
            threads.execute(this::completeSome);
        } else {
            plan();
        }
    }

    private void plan() {
        if (planned.compareAndSet(false, true)) {
            timer.after(MOMENT, this::look);
        }
    }

    /** Whoever adds something from here on plans anew; what was added before is seen. */
    private void look() {
        planned.set(false);
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
                plan();
            }
            next.complete();
        }
        threads.execute(this::completeSome);
    }
}
