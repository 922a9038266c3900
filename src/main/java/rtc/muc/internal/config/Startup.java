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
import rtc.muc.internal.cluster.node.ClusterNode;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.handshake.FilterOrder;
import rtc.muc.internal.handshake.HandshakeGuard;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.limits.SessionLimiter;
import rtc.muc.internal.metrics.Metrics;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.websocket.SessionRegistry;

/**
 * Starts and stops the application. It reads the settings first, so that an invalid setting aborts the deployment, logs
 * the address of the application, shows its metrics, and runs the sweep every second until the application stops.
 */
public final class Startup implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    /** The server's public address, such as {@code http://localhost:8080}; used for the log only. */
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

    /**
     * Injected here, so that it is created at the start and not by the first request: an unusable setting then aborts
     * the deployment.
     */
    @Inject
    @SuppressWarnings("NullAway.Init")
    HandshakeGuard guard;

    @Inject
    @SuppressWarnings("NullAway.Init")
    SessionLimiter limiter;

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

    @Inject
    @SuppressWarnings("NullAway.Init")
    ClusterStart cluster;

    private @Nullable ClusterNode node;

    private @Nullable Shutdown shutdown;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "muc-sweep");
        thread.setDaemon(true);
        return thread;
    });

    /** For the container. */
    public Startup() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        LOG.log(Level.DEBUG, "{0}", settings);
        Metrics metrics = Metrics.of(event.getServletContext());
        Shutdown created =
                new Shutdown(timer, metrics, rooms, sessions, admissions, observerThread, this::leaveCluster);
        shutdown = created;
        Shutdown.loadClasses(encoding);
        guard.onShutdown(created::run);
        ClusterNode met = cluster.meet(rooms);
        node = met;
        if (FilterOrder.of(event.getServletContext()).orElseThrow().complete(event.getServletContext())) {
            guard.checkBehindTheApplication();
        }
        if (observers.exist()) {
            observerThread.start(ManagedThreads.find());
        }
        var unused = timer.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
        var unusedToo = timer.scheduleWithFixedDelay(this::sweepOften, 100, 100, TimeUnit.MILLISECONDS);
        report.log(event.getServletContext());
        logAddresses(event.getServletContext());
        metrics.show(rooms, sessions, guard);
        if (met != null) {
            metrics.show(rooms, met);
        }
    }

    private void logAddresses(ServletContext context) {
        String http = System.getProperty(ADDRESS, "http://HOST:PORT").replaceFirst("/$", "") + context.getContextPath();
        if (hasCallPage(context)) {
            LOG.log(Level.INFO, "Call page at {0}/", http);
        }
        if (settings.endpoint()) {
            LOG.log(Level.INFO, "Signaling at {0}/muc/'{room}'", http.replaceFirst("^http", "ws"));
        }
    }

    /** Does nothing if the {@link HandshakeGuard} has already run the shutdown. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (shutdown != null) {
            shutdown.run();
        }
    }

    private void leaveCluster() {
        if (node != null) {
            node.close();
        }
    }

    private void sweep() {
        run(List.of(
                sessions::sweep,
                admissions::sweep,
                limiter::sweep,
                observerThread::logLosses,
                rooms::sweepLog,
                logs::sweep));
    }

    private void sweepOften() {
        run(List.of(rooms::announceDelayed, sessions::relieve));
    }

    /** Catches all exceptions: an exception would stop the timer, and no timeout would be enforced any more. */
    private static void run(List<Runnable> tasks) {
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (Throwable bug) {
                LOG.log(Level.ERROR, "The sweep of the connections failed; it continues", bug);
            }
        }
    }

    /** An application that contains the fragment has its own pages instead. */
    private static boolean hasCallPage(ServletContext context) {
        try {
            return context.getResource("/call.js") != null;
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
