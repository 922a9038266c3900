package rtc.muc.internal.websocket;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides which thread runs a task that one thread at a time runs, and repeats while others request it. Without locks;
 * nobody waits. The thread whose request is granted runs the task like this:
 *
 * <pre>{@code
 * if (shared.request()) {
 *     do {
 *         // the task, which must not throw
 *     } while (shared.again());
 * }
 * }</pre>
 *
 * <p>After each request the task runs once more, from its beginning to its end: so no request is lost, even if it comes
 * from within the task.
 */
final class SharedTask {

    private final AtomicInteger requests = new AtomicInteger();

    /** How many requests the present run answers. Accessed only by the thread that runs the task. */
    private int answered;

    /** {@return whether the caller must run the task; otherwise the thread that runs it now will run it once more} */
    boolean request() {
        boolean granted = requests.getAndIncrement() == 0;
        if (granted) {
            answered = 1;
        }
        return granted;
    }

    /** {@return whether the thread that has run the task must run it once more} If not, another thread may run it next. */
    boolean again() {
        int open = requests.addAndGet(-answered);
        if (open != 0) {
            answered = open;
        }
        return open != 0;
    }
}
