package rtc.muc.internal.limits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Log lines of one kind, at most one a second, so that nobody can fill the log from outside. The lines that are left out
 * are counted, and the next line tells their number. For any number of threads.
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

    /** Logs a line, or counts it. The message is made only if it is logged. */
    public void log(Supplier<String> message) {
        log(message, null);
    }

    /** Logs a line with what caused it, or counts it. */
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

    /** Tells how many lines were left out, if no line came since then. To be called every second or so. */
    void check() {
        String about;
        String others;
        synchronized (lock) {
            if (leftOut == 0 || nanos.getAsLong() - next < 0) {
                return;
            }
            about = last;
            others = turn();
        }
        write(about + others, null);
    }

    /** {@return what is to be added to the line, null if it is not its turn} */
    private @Nullable String turn() {
        long now = nanos.getAsLong();
        synchronized (lock) {
            if (now - next < 0) {
                leftOut++;
                return null;
            }
            String others = leftOut == 0 ? "" : " (" + leftOut + " more lines of this kind were left out)";
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
