package rtc.muc.internal.config;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.application.CdiObservers;
import rtc.muc.internal.application.ManagedThreads;
import rtc.muc.internal.application.ObserverThread;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.handshake.FilterOrder;
import rtc.muc.internal.handshake.HandshakeGuard;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.limits.SessionLimiter;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.websocket.SessionRegistry;

/**
 * The application's start and end. Reads the settings first, so that a bad one fails the start; logs where the
 * application is to be found; and has one thread look after the connections every second, until the end.
 */
public final class Startup implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    /** Set by whoever knows the server's address, such as {@code http://localhost:8080}; for the log alone. */
    private static final String ADDRESS = "muc.address";

    @Inject
    @SuppressWarnings("NullAway.Init")
    Settings settings;

    @Inject
    @SuppressWarnings("NullAway.Init")
    SessionRegistry sessions;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Rooms rooms;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Admissions admissions;

    /** Made now and not with the first request, so that what cannot be kept of the settings fails the start. */
    @Inject
    @SuppressWarnings("NullAway.Init")
    HandshakeGuard gate;

    @Inject
    @SuppressWarnings("NullAway.Init")
    SessionLimiter crowd;

    @Inject
    @SuppressWarnings("NullAway.Init")
    LimitedLogs logs;

    @Inject
    @SuppressWarnings("NullAway.Init")
    CdiObservers observers;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ObserverThread observerThread;

    @Inject
    @SuppressWarnings("NullAway.Init")
    StartReport report;

    @Inject
    @SuppressWarnings("NullAway.Init")
    MessageEncoder encoding;

    private @Nullable Shutdown farewell;

    private final ScheduledExecutorService sweep = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "muc-sweep");
        thread.setDaemon(true);
        return thread;
    });

    /** For the container. */
    public Startup() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        LOG.log(Level.DEBUG, "{0}", settings);
        Shutdown end = new Shutdown(sweep, rooms, sessions, admissions, observerThread);
        farewell = end;
        Shutdown.rehearse(encoding);
        gate.whenClosed(end::say);
        if (FilterOrder.of(event.getServletContext()).orElseThrow().complete(event.getServletContext())) {
            gate.checkBehindTheApplication();
        }
        if (observers.exist()) {
            observerThread.start(ManagedThreads.find());
        }
        var unused = sweep.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
        var unusedToo = sweep.scheduleWithFixedDelay(this::checkOften, 100, 100, TimeUnit.MILLISECONDS);
        report.log(event.getServletContext());
        String http = System.getProperty(ADDRESS, "http://HOST:PORT").replaceFirst("/$", "")
                + event.getServletContext().getContextPath();
        if (hasCallPage(event.getServletContext())) {
            LOG.log(Level.INFO, "Call page at {0}/", http);
        }
        if (settings.endpoint()) {
            LOG.log(Level.INFO, "Signaling at {0}/muc/'{room}'", http.replaceFirst("^http", "ws"));
        }
    }

    /** The {@link HandshakeGuard} was closed before, and then this does nothing. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (farewell != null) {
            farewell.say();
        }
    }

    private void check() {
        run(List.of(
                sessions::check, admissions::check, crowd::check, observerThread::check, rooms::checkLog, logs::check));
    }

    private void checkOften() {
        run(List.of(rooms::announceDelayed, sessions::relieve));
    }

    /** What escaped would end the timer, and with it every limit in time. */
    private static void run(List<Runnable> checks) {
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (Throwable bug) {
                LOG.log(Level.ERROR, "Looking after the connections failed; it goes on", bug);
            }
        }
    }

    /** An application that holds the fragment has pages of its own. */
    private static boolean hasCallPage(ServletContext context) {
        try {
            return context.getResource("/call.js") != null;
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
