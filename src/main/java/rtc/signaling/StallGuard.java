package rtc.signaling;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A wire that reminds the one beneath it of a text that takes long.
 *
 * <p>The JDK container of Tyrus keeps a queue of writes and a flag that somebody is at work on it. Who finds the queue
 * empty takes the flag down; a write that another thread adds in between stays where it is until the next write comes,
 * which with one text at a time is never. It was seen about once in a million writes on a busy machine. So a write that
 * takes long is followed by another one that says nothing, and makes TyrusClient look again.
 */
final class StallGuard implements SendQueue.Wire {

    /** After so long a write is long; the next nudge comes after twice the time. */
    static final Duration PATIENCE = Duration.ofMillis(20);

    private final SendQueue.Wire wire;
    private final Runnable nudge;
    private final Timer timer;
    private final AtomicBoolean watched = new AtomicBoolean();

    /** What tells the write that is under way from others. */
    private volatile @Nullable Object write;

    /** @param nudge must not wait, and may come at any time */
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
        } catch (RuntimeException e) {
            write = null;
            throw e;
        }
        watch();
    }

    /** Ends the watch: the connection has ended, and so has whatever was under way. */
    void end() {
        write = null;
    }

    /** One look is planned at a time, however many writes there are. */
    private void watch() {
        var current = write;
        if (current != null && watched.compareAndSet(false, true)) {
            plan(current, PATIENCE);
        }
    }

    private void plan(Object seen, Duration patience) {
        timer.after(patience, () -> look(seen, patience));
    }

    private void look(Object seen, Duration patience) {
        var current = write;
        if (current == null) {
            watched.set(false);
            watch();
        } else if (current == seen) {
            nudge.run();
            plan(current, patience.multipliedBy(2));
        } else {
            plan(current, PATIENCE);
        }
    }
}
