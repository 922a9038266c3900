package rtc.muc.internal.websocket;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides which thread runs a task that only one thread may run at a time, and that is repeated while other threads
 * request it. Uses no locks, and no thread waits. The thread whose request is granted runs the task like this:
 *
 * <pre>{@code
 * if (shared.request()) {
 *     do {
 *         // the task, which must not throw
 *     } while (shared.again());
 * }
 * }</pre>
 *
 * <p>After each request, the task runs at least once from its beginning to its end. So no request is lost, even if it
 * is made within the task.
 */
final class SharedTask {

    private final AtomicInteger requests = new AtomicInteger();

    /** The number of requests that the current run answers. Accessed only by the thread that runs the task. */
    private int answered;

    /** {@return whether the caller must run the task; if not, the thread that runs it now will run it once more} */
    boolean request() {
        boolean granted = requests.getAndIncrement() == 0;
        if (granted) {
            answered = 1;
        }
        return granted;
    }

    /**
     * {@return whether the thread that has run the task must run it once more} If not, another thread may run it next.
     */
    boolean again() {
        int open = requests.addAndGet(-answered);
        if (open != 0) {
            answered = open;
        }
        return open != 0;
    }
}
