package rtc.signaling;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time and in order on the threads of another executor. Each task sees what the one before it
 * wrote, so state that only tasks touch needs no lock.
 *
 * <p>The number of unfinished tasks is also the right to run them. The caller that raises it from zero starts a run, and
 * the run ends when it has lowered it to zero, so no task is left behind. If the executor throws, whatever it throws,
 * the fallback executor runs the tasks. A task that throws is logged.
 */
final class SerialExecutor implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());

    /** After so many tasks the thread is given back, so that others get their turn. */
    private static final int TASKS_IN_A_RUN = 64;

    private final Executor threads;
    private final Executor fallback;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * @param threads runs the tasks
     * @param fallback runs them when {@code threads} throws
     */
    SerialExecutor(Executor threads, Executor fallback) {
        this.threads = threads;
        this.fallback = fallback;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (unfinished.getAndIncrement() == 0) {
            start();
        }
    }

    /** An executor may throw after it has taken or even run the task: that run then counts, and no other. */
    private void start() {
        var started = new AtomicBoolean();
        Runnable run = () -> {
            if (started.compareAndSet(false, true)) {
                run();
            }
        };
        try {
            threads.execute(run);
        } catch (Throwable e) {
            LOG.log(Level.DEBUG, "An executor failed; the shared threads take over", e);
            fallback.execute(run);
        }
    }

    private void run() {
        for (int done = 0; done < TASKS_IN_A_RUN; done++) {
            runNext();
            if (unfinished.decrementAndGet() == 0) {
                return;
            }
        }
        start();
    }

    private void runNext() {
        try {
            tasks.remove().run();
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "A task failed", e);
        }
    }
}
