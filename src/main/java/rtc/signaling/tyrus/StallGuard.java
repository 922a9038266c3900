package rtc.signaling.tyrus;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

/**
 * Makes Tyrus continue with writes that have stalled.
 *
 * <p>The JDK container of Tyrus has a queue of writes, and a flag that is set while a thread processes the queue. A
 * thread that finds the queue empty clears the flag. A write that another thread adds between these two steps remains
 * in the queue until the next write. There may never be a next write, because texts are sent one at a time and nothing
 * follows a close. This race is most likely when the code runs for the first time, on a busy machine. Therefore, when
 * writes wait and none completes for a while, an empty write makes Tyrus check its queue again.
 */
final class StallGuard {

    /**
     * If no write completes within this time, the writes have stalled. The time doubles after each nudge, up to
     * {@link #LONGEST_PATIENCE}.
     */
    static final Duration PATIENCE = Duration.ofMillis(20);

    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(10);

    private final IntSupplier waiting;
    private final Runnable nudge;
    private final BiConsumer<Duration, Runnable> timer;
    private final AtomicBoolean watched = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean ended;

    /**
     * @param waiting the number of writes that have not completed
     * @param nudge makes Tyrus check its queue; must not block
     */
    StallGuard(IntSupplier waiting, Runnable nudge, BiConsumer<Duration, Runnable> timer) {
        this.waiting = waiting;
        this.nudge = nudge;
        this.timer = timer;
    }

    /** A write has begun. Only one check is scheduled at a time, regardless of the number of writes. */
    void begun() {
        if (!ended && waiting.getAsInt() > 0 && watched.compareAndSet(false, true)) {
            schedule(done.get(), PATIENCE);
        }
    }

    /** A write has completed or failed. */
    void done() {
        done.incrementAndGet();
    }

    /** The connection has ended: no more nudges follow. */
    void end() {
        ended = true;
    }

    private void schedule(int doneBefore, Duration patience) {
        timer.accept(patience, () -> check(doneBefore, patience));
    }

    private void check(int doneBefore, Duration patience) {
        int doneNow = done.get();
        if (ended || waiting.getAsInt() == 0) {
            watched.set(false);
            begun();
        } else if (doneNow == doneBefore) {
            nudge.run();
            var doubled = patience.multipliedBy(2);
            schedule(doneNow, doubled.compareTo(LONGEST_PATIENCE) < 0 ? doubled : LONGEST_PATIENCE);
        } else {
            schedule(doneNow, PATIENCE);
        }
    }
}
