package rtc.muc.internal.container.backpressure;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the two directions of one connection tell each other: the output, that nothing more fits in; the input, that it
 * stopped for that. For one reading thread and any number of writing ones, without locks.
 *
 * <p>No wake-up is lost: the input says that it stops before it looks again whether it must, and the output says that it
 * has room, and has written what waited, before it looks whether somebody waits for that.
 */
final class Backpressure {

    /** So that the pongs of a client that is slow, and no more than that, still come in. In bytes. */
    private static final int READ_WHILE_FULL = 64 * 1024;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean full;

    /** How many calls of the container are writing what waited. Until they are done, some of it may be left. */
    private final AtomicInteger writing = new AtomicInteger();

    /** From when the output is sure to call back on a thread of its own, and until the connection breaks. */
    private volatile boolean watched;

    // Of the reading thread alone:
    private int readWhileFull;

    /** Says whether the output is full. Whoever says that it is sees to it that it is said when it is not any more. */
    void full(boolean now) {
        if (full != now) {
            full = now;
        }
    }

    /** Says that there is room, and what waited is being written. */
    void writes() {
        writing.incrementAndGet();
        full(false);
    }

    /** Says that what waited is written, as far as there was room. */
    void hasWritten() {
        writing.decrementAndGet();
    }

    /** Says that the output calls back from now on: only now may the input stop. */
    void watch() {
        watched = true;
    }

    /** Says that the output is broken and never calls back: what reads may go on, and learn of it. */
    void end() {
        watched = false;
    }

    /** Says that so many bytes were read. */
    void read(int bytes) {
        readWhileFull = full || writing.get() > 0 ? readWhileFull + bytes : 0;
    }

    /** {@return whether the output takes nothing more now, and somebody will say when it does} */
    boolean isFull() {
        return (full || writing.get() > 0) && watched;
    }

    /** {@return whether the input has to stop; it has stopped then, until it {@link #goesOn}} */
    boolean stops() {
        if (readWhileFull < READ_WHILE_FULL || !isFull()) {
            return false;
        }
        stopped.set(true);
        return isFull() || !stopped.compareAndSet(true, false);
    }

    /** {@return whether the caller has to let the input go on, for it had stopped and need not any more} */
    boolean goesOn() {
        return !isFull() && stopped.compareAndSet(true, false);
    }
}
