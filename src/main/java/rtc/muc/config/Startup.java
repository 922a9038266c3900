package rtc.muc.config;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger.Level;

/**
 * Reads the settings when the application starts, so that a bad one fails it then, and logs where it is to be found.
 */
@WebListener
public final class Startup implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    /** Set by whoever knows the server's address, such as {@code http://localhost:8080}; for the log alone. */
    private static final String ADDRESS = "muc.address";

    @Inject
    @SuppressWarnings("NullAway.Init")
    Settings settings;

    /** For the container. */
    public Startup() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        String http = System.getProperty(ADDRESS, "http://HOST:PORT").replaceFirst("/$", "")
                + event.getServletContext().getContextPath();
        LOG.log(Level.INFO, "Call page at {0}/", http);
        LOG.log(Level.INFO, "Signaling at {0}/muc/'{room}'", http.replaceFirst("^http", "ws"));
        LOG.log(Level.DEBUG, "{0}", settings);
    }
}
