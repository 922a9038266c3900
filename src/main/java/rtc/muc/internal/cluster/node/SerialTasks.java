package rtc.muc.internal.cluster.node;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one after the other on the threads of a pool. Thread-safe. */
final class SerialTasks implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialTasks.class.getName());

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param pool runs the tasks on its own threads; if the pool discards a task, no later task runs either */
    SerialTasks(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            pool.execute(this::runAll);
        }
    }

    /** {@return how many tasks wait or run} */
    int waiting() {
        return waiting.get();
    }

    private void runAll() {
        do {
            Runnable task = tasks.poll();
            try {
                if (task != null) {
                    task.run();
                }
            } catch (RuntimeException | Error bug) {
                LOG.log(Level.ERROR, "A task of a link between nodes failed; the next one follows", bug);
            }
        } while (waiting.decrementAndGet() > 0);
    }
}
