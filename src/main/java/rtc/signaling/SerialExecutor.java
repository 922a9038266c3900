package rtc.signaling;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time and in order on the threads of another executor. Each task sees the writes of the previous
 * task, so state that only tasks access needs no lock.
 *
 * <p>The counter of unfinished tasks also decides who runs them. The caller that raises the counter from zero starts a
 * run, and the run ends when it has lowered the counter to zero, so no task is forgotten. If the executor throws
 * anything, the fallback executor runs the tasks. Exceptions of tasks are logged.
 */
final class SerialExecutor implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());

    /** The number of tasks after which a run returns its thread, so that other tasks of the executor can run. */
    private static final int TASKS_IN_A_RUN = 64;

    private final Executor threads;
    private final Executor fallback;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * @param threads runs the tasks
     * @param fallback runs the tasks if {@code threads} throws
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

    /**
     * An executor may throw after it has accepted or even executed the run, so only the first execution has an effect.
     */
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
