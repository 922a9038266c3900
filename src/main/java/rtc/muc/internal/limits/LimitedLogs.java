package rtc.muc.internal.limits;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** The {@linkplain LimitedLog limited logs} of one part of the application. Thread-safe. */
public final class LimitedLogs {

    private final LongSupplier nanos;
    private final List<LimitedLog> logs = new CopyOnWriteArrayList<>();

    /** @param nanos the clock, in nanoseconds */
    public LimitedLogs(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** {@return a new log, for lines of another kind} */
    public LimitedLog of(Logger log, Level level) {
        LimitedLog made = new LimitedLog(log, level, nanos);
        logs.add(made);
        return made;
    }

    /** Logs how many lines each log has omitted. Called about every second, by one thread. */
    public void sweep() {
        logs.forEach(LimitedLog::sweep);
    }
}
