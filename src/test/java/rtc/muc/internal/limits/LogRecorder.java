package rtc.muc.internal.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A logger that records the level and the message of each entry. */
public final class LogRecorder implements System.Logger {

    private final List<String> lines = new ArrayList<>();

    /** The entries in order, each with its level and message. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public String getName() {
        return "recorder";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
        lines.add(level + " " + message + (thrown == null ? "" : " " + thrown));
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... parameters) {
        lines.add(level + " " + format);
    }
}
