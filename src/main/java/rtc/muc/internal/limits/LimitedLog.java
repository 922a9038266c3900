package rtc.muc.internal.limits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs lines of one kind, at most one per second, so that clients cannot flood the log. Omitted lines are counted, and
 * the next line contains their number. Thread-safe.
 */
public final class LimitedLog {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Logger log;
    private final Level level;
    private final LongSupplier nanos;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private long next;

    @GuardedBy("lock")
    private long leftOut;

    @GuardedBy("lock")
    private String last = "";

    LimitedLog(Logger log, Level level, LongSupplier nanos) {
        this.log = log;
        this.level = level;
        this.nanos = nanos;
        this.next = nanos.getAsLong();
    }

    /** Logs a line, or counts it as omitted. The supplier is called only if the line is logged. */
    public void log(Supplier<String> message) {
        log(message, null);
    }

    /** Logs a line with its cause, or counts it as omitted. */
    public void log(Supplier<String> message, @Nullable Throwable why) {
        if (!log.isLoggable(level)) {
            return;
        }
        String others = turn();
        if (others != null) {
            String text = message.get();
            synchronized (lock) {
                last = text;
            }
            write(text + others, why);
        }
    }

    /**
     * Repeats the last line with the number of lines omitted since, once that line is two seconds old. While lines
     * continue to arrive, the next logged line contains the number instead. Called about every second.
     */
    void sweep() {
        String about;
        String others;
        synchronized (lock) {
            if (leftOut == 0 || nanos.getAsLong() - next < PAUSE.toNanos()) {
                return;
            }
            about = last;
            others = turn();
        }
        write(about + others, null);
    }

    /** {@return the text to append to the line; null if the line is omitted} */
    private @Nullable String turn() {
        long now = nanos.getAsLong();
        synchronized (lock) {
            if (now - next < 0) {
                leftOut++;
                return null;
            }
            String others = leftOut == 0 ? "" : " (" + leftOut + " more lines of this kind were omitted)";
            leftOut = 0;
            next = now + PAUSE.toNanos();
            return others;
        }
    }

    private void write(String text, @Nullable Throwable why) {
        if (why == null) {
            log.log(level, text);
        } else {
            log.log(level, text, why);
        }
    }
}
