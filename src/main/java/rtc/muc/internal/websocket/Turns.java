package rtc.muc.internal.websocket;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs tasks one after the other, in order, on the threads that submit them: if no other thread is running tasks, the
 * submitting thread runs all that are waiting. Uses no locks, and no thread waits. A task that throws does not prevent
 * the following tasks.
 */
final class Turns {

    private static final System.Logger LOG = System.getLogger(Turns.class.getName());

    private final Consumer<Throwable> failed;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** @param failed receives the exception that a task throws, in that task's turn */
    Turns(Consumer<Throwable> failed) {
        this.failed = failed;
    }

    /** Runs a task, either before this method returns or on the thread that is running tasks. */
    void run(Runnable task) {
        tasks.add(task);
        if (count.getAndIncrement() == 0) {
            do {
                runNext();
            } while (count.decrementAndGet() != 0);
        }
    }

    private void runNext() {
        try {
            tasks.remove().run();
        } catch (RuntimeException | Error bug) {
            report(bug);
        }
    }

    private void report(Throwable bug) {
        try {
            failed.accept(bug);
        } catch (RuntimeException | Error another) {
            LOG.log(Level.ERROR, "A failure could not be handled", another);
        }
    }
}
