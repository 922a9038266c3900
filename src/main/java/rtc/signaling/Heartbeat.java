package rtc.signaling;

import java.time.Duration;

/**
 * Detects a server that has fallen silent. It sends a ping after one third and another one after two thirds of the
 * allowed silence. If nothing has arrived after three thirds, at most four thirds after the last frame, it reports the
 * server as dead.
 */
final class Heartbeat {

    private static final int MISSES = 3;

    private final Duration interval;
    private final Timer timer;
    private final Runnable ping;
    private final Runnable dead;

    private volatile boolean heard;
    private volatile boolean ended;
    private volatile Subscription next = () -> {};

    // Only for the timer.
    private int missed;

    /**
     * @param silence how long the server may be silent; zero means for ever
     * @param ping must not wait
     * @param dead is run once; must not wait
     */
    Heartbeat(Duration silence, Timer timer, Runnable ping, Runnable dead) {
        this.interval = silence.dividedBy(MISSES);
        this.timer = timer;
        this.ping = ping;
        this.dead = dead;
    }

    void begin() {
        if (!interval.isZero()) {
            schedule();
        }
    }

    /** A frame has arrived. */
    void heard() {
        heard = true;
    }

    void end() {
        ended = true;
        next.close();
    }

    private void schedule() {
        next = timer.after(interval, this::check);
        if (ended) {
            next.close();
        }
    }

    private void check() {
        if (ended) {
            return;
        }
        missed = heard ? 0 : missed + 1;
        heard = false;
        if (missed == MISSES) {
            ended = true;
            dead.run();
            return;
        }
        if (missed > 0) {
            ping.run();
        }
        schedule();
    }
}
