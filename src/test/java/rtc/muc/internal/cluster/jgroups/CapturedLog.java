package rtc.muc.internal.cluster.jgroups;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The entries that a class logs until this object is closed. */
final class CapturedLog implements AutoCloseable {

    private final List<LogRecord> entries = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            entries.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private CapturedLog(Logger logger) {
        this.logger = logger;
        logger.addHandler(handler);
    }

    /** Begins to capture what a class logs. */
    static CapturedLog of(Class<?> type) {
        return new CapturedLog(Logger.getLogger(type.getName()));
    }

    /** Begins to capture what all classes of a package log. */
    static CapturedLog of(Package classes) {
        return new CapturedLog(Logger.getLogger(classes.getName()));
    }

    List<LogRecord> entries() {
        return entries;
    }

    /** {@return whether an entry contains this text} */
    boolean contains(String text) {
        return entries.stream().anyMatch(entry -> entry.getMessage().contains(text));
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
