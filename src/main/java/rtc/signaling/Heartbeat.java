package rtc.signaling;

import java.time.Duration;

/**
 * Notices a server that has fallen silent: sends a ping after a third of the allowed silence, and another one after the
 * second, and when nothing has come by then, in up to four thirds of the time, takes it for dead.
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

    // For the timer alone.
    private int missed;

    /**
     * @param silence how long the server may say nothing; nothing means for ever
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
            plan();
        }
    }

    /** Something has come from the server. */
    void heard() {
        heard = true;
    }

    void end() {
        ended = true;
        next.close();
    }

    private void plan() {
        next = timer.after(interval, this::look);
        if (ended) {
            next.close();
        }
    }

    private void look() {
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
        plan();
    }
}
