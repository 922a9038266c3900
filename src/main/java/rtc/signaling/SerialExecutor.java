package rtc.signaling;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in order, on threads that it borrows. What one task wrote the next one sees, so that what
 * only tasks touch needs no lock.
 *
 * <p>The count of tasks that are not done is also the right to run them: who raises it from zero starts a run, and a
 * run ends when it has brought it back to zero, so no task is left behind. A task that throws is logged.
 */
final class SerialExecutor implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());

    /** After so many tasks the thread is given back, so that others get their turn. */
    private static final int TASKS_IN_A_RUN = 64;

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (unfinished.getAndIncrement() == 0) {
            threads.execute(this::run);
        }
    }

    private void run() {
        for (int done = 0; done < TASKS_IN_A_RUN; done++) {
            runNext();
            if (unfinished.decrementAndGet() == 0) {
                return;
            }
        }
        threads.execute(this::run);
    }

    private void runNext() {
        try {
            tasks.remove().run();
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "A task failed", e);
        }
    }
}
