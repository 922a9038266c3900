package rtc.muc.internal.room;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import rtc.muc.EndReason;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;

/**
 * Logs why peers end, at most one line per second for each reason; the reasons {@code LEFT} and {@code GONE} are logged
 * only at debug level. Thread-safe.
 */
final class EndReasonLog {

    private static final System.Logger LOG = System.getLogger(Peer.class.getName());

    private final LimitedLogs logs;
    private final Map<EndReason, LimitedLog> byEnding;

    /** @param nanos the clock, in nanoseconds */
    EndReasonLog(LongSupplier nanos) {
        logs = new LimitedLogs(nanos);
        Map<EndReason, LimitedLog> made = new EnumMap<>(EndReason.class);
        Arrays.stream(EndReason.values())
                .filter(EndReasonLog::isNoted)
                .forEach(ending -> made.put(ending, logs.of(LOG, Level.INFO)));
        byEnding = Collections.unmodifiableMap(made);
    }

    void ended(Peer peer, EndReason ending) {
        LimitedLog log = byEnding.get(ending);
        if (log == null) {
            LOG.log(Level.DEBUG, () -> line(peer, ending));
        } else {
            log.log(() -> line(peer, ending));
        }
    }

    /** Logs how many lines were omitted. Called about every second. */
    void sweep() {
        logs.sweep();
    }

    private static boolean isNoted(EndReason ending) {
        return ending != EndReason.LEFT && ending != EndReason.GONE;
    }

    private static String line(Peer peer, EndReason ending) {
        return "%s ended: %d %s".formatted(peer, ending.code(), ending.reason());
    }
}
