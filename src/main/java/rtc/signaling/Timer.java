package rtc.signaling;

import java.time.Duration;

/** Runs tasks after a delay. Tests use an implementation with virtual time. */
@FunctionalInterface
interface Timer {

    /**
     * Runs a task after a delay. The task must return at once.
     *
     * @return the subscription, which cancels the task when closed
     */
    Subscription after(Duration delay, Runnable task);
}
