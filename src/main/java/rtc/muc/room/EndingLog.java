package rtc.muc.room;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import rtc.muc.limits.LimitedLog;
import rtc.muc.limits.LimitedLogs;
import rtc.muc.protocol.Ending;

/** Logs why peers end: one line a second for each ending. For any number of threads. */
final class EndingLog {

    private static final System.Logger LOG = System.getLogger(Peer.class.getName());

    private final LimitedLogs logs;
    private final Map<Ending, LimitedLog> byEnding;

    /** @param nanos the clock, in nanoseconds */
    EndingLog(LongSupplier nanos) {
        logs = new LimitedLogs(nanos);
        Map<Ending, LimitedLog> made = new EnumMap<>(Ending.class);
        Arrays.stream(Ending.values())
                .filter(EndingLog::isNoted)
                .forEach(ending -> made.put(ending, logs.of(LOG, Level.INFO)));
        byEnding = Collections.unmodifiableMap(made);
    }

    void ended(Peer peer, Ending ending) {
        LimitedLog log = byEnding.get(ending);
        if (log == null) {
            LOG.log(Level.DEBUG, () -> line(peer, ending));
        } else {
            log.log(() -> line(peer, ending));
        }
    }

    /** Tells how many lines were left out. To be called every second or so. */
    void check() {
        logs.check();
    }

    private static boolean isNoted(Ending ending) {
        return ending != Ending.LEFT && ending != Ending.GONE;
    }

    private static String line(Peer peer, Ending ending) {
        return "%s ended: %d %s".formatted(peer, ending.code(), ending.reason());
    }
}
