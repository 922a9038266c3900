package rtc.fault;

import java.time.Duration;

/** What befalls the bytes that go one way. Set it from any thread; what is on the way keeps its time. */
public final class Weather {

    private final Runnable changed;

    private volatile Duration delay = Duration.ZERO;
    private volatile int bytesPerSecond;
    private volatile boolean stalled;

    Weather(Runnable changed) {
        this.changed = changed;
    }

    /** From now on everything takes this much longer. */
    public Weather delay(Duration time) {
        delay = time;
        changed.run();
        return this;
    }

    /** From now on no more than this goes through in a second; 0 is no limit. */
    public Weather slow(int bytes) {
        bytesPerSecond = bytes;
        changed.run();
        return this;
    }

    /** From now on nothing goes through, not even an end; it waits until {@link #calm()}, as TCP makes it. */
    public Weather stall() {
        stalled = true;
        changed.run();
        return this;
    }

    /** No fault any more. */
    public Weather calm() {
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

    /** How long so many bytes take, in nanoseconds. */
    long duration(int bytes) {
        int rate = bytesPerSecond;
        return rate == 0 ? 0 : bytes * 1_000_000_000L / rate;
    }

    boolean stalled() {
        return stalled;
    }
}
