package rtc.signaling;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A wire that makes the wire below it continue with a write that has stalled.
 *
 * <p>The JDK container of Tyrus keeps a queue of writes and a flag that a thread is working on it. The thread that finds
 * the queue empty clears the flag. A write that another thread adds in between stays in the queue until the next write,
 * which never comes when texts are sent one at a time. This happened about once in a million writes on a busy machine.
 * So a write that takes long is followed by an empty one, which makes Tyrus check its queue again.
 */
final class StallGuard implements SendQueue.Wire {

    /** A write that takes longer has stalled; the time doubles for each further nudge. */
    static final Duration PATIENCE = Duration.ofMillis(20);

    private final SendQueue.Wire wire;
    private final Runnable nudge;
    private final Timer timer;
    private final AtomicBoolean watched = new AtomicBoolean();

    /** Identifies the write that is under way; null if there is none. */
    private volatile @Nullable Object write;

    /** @param nudge writes nothing and makes the wire continue; must not wait */
    StallGuard(SendQueue.Wire wire, Runnable nudge, Timer timer) {
        this.wire = wire;
        this.nudge = nudge;
        this.timer = timer;
    }

    @Override
    public void send(String text, Consumer<@Nullable Throwable> done) {
        write = new Object();
        try {
            wire.send(text, failure -> {
                write = null;
                done.accept(failure);
            });
        } catch (Throwable e) {
            write = null;
            throw e;
        }
        watch();
    }

    /** The connection has ended, and with it the write that is under way. */
    void end() {
        write = null;
    }

    /** Only one check is scheduled at a time, however many writes there are. */
    private void watch() {
        var current = write;
        if (current != null && watched.compareAndSet(false, true)) {
            schedule(current, PATIENCE);
        }
    }

    private void schedule(Object seen, Duration patience) {
        timer.after(patience, () -> check(seen, patience));
    }

    private void check(Object seen, Duration patience) {
        var current = write;
        if (current == null) {
            watched.set(false);
            watch();
        } else if (current == seen) {
            nudge.run();
            schedule(current, patience.multipliedBy(2));
        } else {
            schedule(current, PATIENCE);
        }
    }
}
