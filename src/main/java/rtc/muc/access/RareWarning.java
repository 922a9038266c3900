package rtc.muc.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Logs the first of many like events, and then at most one a minute, with how many were passed over: so that nobody
 * fills the log from outside. For any number of threads.
 */
public final class RareWarning {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final AtomicLong next;
    private final AtomicLong passedOver = new AtomicLong();

    /** @param nanos the clock, in nanoseconds */
    public RareWarning(LongSupplier nanos) {
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    /** Logs a warning, unless it was logged a short time ago. */
    public void log(Logger log, Supplier<String> message) {
        if (isDue()) {
            log.log(Level.WARNING, message.get() + others());
        }
    }

    void log(Logger log, String message, Throwable why) {
        if (isDue()) {
            log.log(Level.ERROR, message + others(), why);
        }
    }

    private boolean isDue() {
        long now = nanos.getAsLong();
        long from = next.get();
        boolean due = now - from >= 0 && next.compareAndSet(from, now + PAUSE.toNanos());
        if (!due) {
            passedOver.incrementAndGet();
        }
        return due;
    }

    private String others() {
        long others = passedOver.getAndSet(0);
        return others == 0 ? "" : "; " + others + " more since the last time";
    }
}
