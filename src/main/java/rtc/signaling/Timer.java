package rtc.signaling;

import java.time.Duration;

/** Time, so that tests need not wait for it. */
@FunctionalInterface
interface Timer {

    /**
     * Runs a task later. The task must return at once.
     *
     * @return cancels it
     */
    Subscription after(Duration delay, Runnable task);
}
