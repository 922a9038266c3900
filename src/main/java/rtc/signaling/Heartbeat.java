package rtc.signaling;

import java.time.Duration;

/**
 * Detects a server that has fallen silent. The allowed silence is divided into three intervals. After the first and the
 * second interval in a row without a frame, a ping is sent. After the third interval, at most four intervals after the
 * last frame, the server is reported as dead.
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

    // Accessed only by the timer.
    private int missed;

    /**
     * @param silence how long the server may be silent; zero for no limit
     * @param ping sends a ping; must not block
     * @param dead runs once, when the server is reported as dead; must not block
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
