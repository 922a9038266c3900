package rtc.muc.internal.container.payara;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Logs once that Payara's classes differ from those of known versions, and what the consequence is. Thread-safe. */
final class UnknownVersion {

    private static final System.Logger LOG = System.getLogger(UnknownVersion.class.getName());

    private final String consequence;
    private final AtomicBoolean logged = new AtomicBoolean();

    /** @param consequence what does not work on such a version, as the end of the log line */
    UnknownVersion(String consequence) {
        this.consequence = consequence;
    }

    void log(Exception notAsKnown) {
        if (logged.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "Unknown version of Payara: " + consequence, notAsKnown);
        }
    }
}
