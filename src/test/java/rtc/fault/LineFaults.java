package rtc.fault;

import java.time.Duration;

/**
 * The faults in one direction. They may be changed from any thread; bytes that are already on the way keep their due
 * times.
 */
public final class LineFaults {

    private final Runnable changed;

    private volatile Duration delay = Duration.ZERO;
    private volatile int bytesPerSecond;
    private volatile boolean stalled;

    LineFaults(Runnable changed) {
        this.changed = changed;
    }

    /** From now on, delays everything by this time. */
    public LineFaults delay(Duration time) {
        delay = time;
        changed.run();
        return this;
    }

    /** From now on, limits the rate to this many bytes per second; 0 removes the limit. */
    public LineFaults slow(int bytes) {
        bytesPerSecond = bytes;
        changed.run();
        return this;
    }

    /**
     * From now on, forwards nothing, not even the end of a stream. As with TCP, nothing is lost: everything is
     * forwarded after {@link #calm()}.
     */
    public LineFaults stall() {
        stalled = true;
        changed.run();
        return this;
    }

    /** Ends all faults in this direction. */
    public LineFaults calm() {
        delay = Duration.ZERO;
        bytesPerSecond = 0;
        stalled = false;
        changed.run();
        return this;
    }

    Duration delay() {
        return delay;
    }

    int bytesPerSecond() {
        return bytesPerSecond;
    }

    /** How long this many bytes take at the current rate, in nanoseconds. */
    long duration(int bytes) {
        int rate = bytesPerSecond;
        return rate == 0 ? 0 : bytes * 1_000_000_000L / rate;
    }

    boolean stalled() {
        return stalled;
    }
}
