package rtc.muc.internal.container.backpressure;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The state that the input and the output of one connection share: whether the output is full, and whether the input
 * has therefore stopped. For one reading thread and any number of writing threads, without locks.
 *
 * <p>No wake-up is lost: the input first announces that it stops, and then checks again whether it must stop; the
 * output first announces that it has room, and then checks whether the input has stopped.
 */
final class Backpressure {

    /** How many bytes are still read while the output is full, so that the pongs of a slow client arrive. */
    private static final int READ_WHILE_FULL = 64 * 1024;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean full;

    /** The number of container calls that are flushing. Until they return, unwritten data may remain. */
    private final AtomicInteger writing = new AtomicInteger();

    /**
     * Whether the output will call back on its own thread: true after {@link #watch} and until the connection breaks.
     */
    private volatile boolean watched;

    // Accessed only by the reading thread:
    private int readWhileFull;

    /** Sets whether the output is full. A caller that sets this to true must set it to false once there is room. */
    void setFull(boolean now) {
        if (full != now) {
            full = now;
        }
    }

    /** The output has room and starts to flush the data that waited. */
    void beginFlush() {
        writing.incrementAndGet();
        setFull(false);
    }

    /** The output has flushed as much as fits. */
    void endFlush() {
        writing.decrementAndGet();
    }

    /** The output calls back from now on; until this call, the input must not stop. */
    void watch() {
        watched = true;
    }

    /** The output is broken and will not call back; the input continues and detects the failure itself. */
    void end() {
        watched = false;
    }

    /** Counts the bytes that were read. */
    void read(int bytes) {
        readWhileFull = full || writing.get() > 0 ? readWhileFull + bytes : 0;
    }

    /** {@return whether the output is full and will call back when there is room} */
    boolean isFull() {
        return (full || writing.get() > 0) && watched;
    }

    /** {@return whether the input must stop; if so, it is stopped until {@link #mustResume} returns true} */
    boolean mustStop() {
        if (readWhileFull < READ_WHILE_FULL || !isFull()) {
            return false;
        }
        stopped.set(true);
        return isFull() || !stopped.compareAndSet(true, false);
    }

    /** {@return whether the caller must resume the input, because the input has stopped but no longer has to} */
    boolean mustResume() {
        return !isFull() && stopped.compareAndSet(true, false);
    }
}
