package rtc.signaling;

import java.time.Duration;

/** Runs tasks later; tests use virtual time instead. */
@FunctionalInterface
interface Timer {

    /**
     * Runs a task later. The task must return at once.
     *
     * @return cancels it
     */
    Subscription after(Duration delay, Runnable task);
}
