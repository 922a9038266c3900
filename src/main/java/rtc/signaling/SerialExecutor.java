package rtc.signaling;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in order, on threads that it borrows. What one task wrote the next one sees, so that what
 * only tasks touch needs no lock.
 *
 * <p>The count of tasks that are not done is also the right to run them: who raises it from zero starts a run, and a
 * run ends when it has brought it back to zero, so no task is left behind, not even if the threads are gone: others run
 * it then. A task that throws is logged.
 */
final class SerialExecutor implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());

    /** After so many tasks the thread is given back, so that others get their turn. */
    private static final int TASKS_IN_A_RUN = 64;

    private final Executor threads;
    private final Executor others;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * @param threads runs the tasks
     * @param others runs them if those refuse
     */
    SerialExecutor(Executor threads, Executor others) {
        this.threads = threads;
        this.others = others;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (unfinished.getAndIncrement() == 0) {
            start();
        }
    }

    private void start() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            others.execute(this::run);
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
