package rtc.muc.internal.cluster.node;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after the other on the threads of a pool. If the pool has no thread for a task, the task waits until
 * another one is added. Thread-safe.
 */
final class SerialTasks implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialTasks.class.getName());

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();

    /** @param pool runs the tasks on its own threads; if the pool discards a task, no later task runs either */
    SerialTasks(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        waiting.incrementAndGet();
        if (!running.getAndSet(true)) {
            begin();
        }
    }

    /** {@return how many tasks wait} */
    int waiting() {
        return waiting.get();
    }

    /** Does not throw, because the caller may hold the lock of a room. */
    private void begin() {
        try {
            pool.execute(this::runAll);
        } catch (RuntimeException | Error noThread) {
            running.set(false);
            LOG.log(
                    Level.ERROR,
                    "The system has no thread for a link between nodes; the next task tries again",
                    noThread);
        }
    }

    private void runAll() {
        boolean finished = false;
        try {
            do {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    waiting.decrementAndGet();
                    run(task);
                }
                running.set(false);
            } while (!tasks.isEmpty() && !running.getAndSet(true));
            finished = true;
        } finally {
            if (!finished) {
                running.set(false); // The failure of a task could not be logged; the next task continues.
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, "A task of a link between nodes failed; the next one follows", bug);
        }
    }
}
