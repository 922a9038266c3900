package rtc.muc.config;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import rtc.muc.handshake.Admissions;
import rtc.muc.observer.CdiObservers;
import rtc.muc.observer.ObserverThread;
import rtc.muc.websocket.SessionOutboxes;

/**
 * The application's start and end. Reads the settings first, so that a bad one fails the start; logs where the
 * application is to be found; and has one thread look every second for peers that take too long, until the end.
 */
@WebListener
public final class Startup implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    /** Set by whoever knows the server's address, such as {@code http://localhost:8080}; for the log alone. */
    private static final String ADDRESS = "muc.address";

    @Inject
    @SuppressWarnings("NullAway.Init")
    Settings settings;

    @Inject
    @SuppressWarnings("NullAway.Init")
    SessionOutboxes outboxes;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Admissions admissions;

    @Inject
    @SuppressWarnings("NullAway.Init")
    CdiObservers observers;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ObserverThread observerThread;

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
        if (observers.exist()) {
            observerThread.start(observerThreads());
        }
        var unused = sweep.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
        String http = System.getProperty(ADDRESS, "http://HOST:PORT").replaceFirst("/$", "")
                + event.getServletContext().getContextPath();
        if (hasCallPage(event.getServletContext())) {
            LOG.log(Level.INFO, "Call page at {0}/", http);
        }
        LOG.log(Level.INFO, "Signaling at {0}/muc/'{room}'", http.replaceFirst("^http", "ws"));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        sweep.shutdownNow();
        observerThread.stop();
    }

    private void check() {
        try {
            outboxes.check();
            admissions.check();
            observerThread.check();
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "Looking for slow peers failed; it goes on", bug);
        }
    }

    /**
     * The server's managed threads, with all that an application's code finds on the server's own; a plain one where the
     * server has none.
     */
    @SuppressWarnings("BanJNDI") // the name is fixed
    private static ThreadFactory observerThreads() {
        try {
            return InitialContext.<ThreadFactory>doLookup("java:comp/DefaultManagedThreadFactory");
        } catch (NamingException noConcurrency) {
            return task -> {
                Thread thread = new Thread(task, "muc-observers");
                thread.setDaemon(true);
                return thread;
            };
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
