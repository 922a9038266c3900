package rtc.muc.internal.websocket;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A task that one thread at a time runs, and repeats while others request it. Without locks; nobody waits.
 *
 * <p>After each request the task runs once more, from its beginning to its end: so no request is lost, even if it comes
 * from within the task, or the task throws.
 */
final class SharedTask {

    private final Runnable task;
    private final Consumer<Throwable> failed;
    private final AtomicInteger requests = new AtomicInteger();

    /** @param failed told what the task has thrown; must not throw */
    SharedTask(Runnable task, Consumer<Throwable> failed) {
        this.task = task;
        this.failed = failed;
    }

    /**
     * Runs the task, or leaves that to the thread that runs it now.
     *
     * @return whether the task ran on this thread
     */
    boolean run() {
        if (requests.getAndIncrement() != 0) {
            return false;
        }
        int taken = 1;
        do {
            runOnce();
            taken = requests.addAndGet(-taken);
        } while (taken != 0);
        return true;
    }

    private void runOnce() {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            failed.accept(bug);
        }
    }
}
