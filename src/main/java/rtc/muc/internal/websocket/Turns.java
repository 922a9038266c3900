package rtc.muc.internal.websocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after the other, in order, on the threads that bring them: whoever finds nobody at work does what there
 * is to do. Without locks; nobody waits.
 */
final class Turns {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Runs a task: before this returns, or on the thread that is at work. It must not throw. */
    void run(Runnable task) {
        tasks.add(task);
        if (count.getAndIncrement() == 0) {
            do {
                tasks.remove().run();
            } while (count.decrementAndGet() != 0);
        }
    }
}
