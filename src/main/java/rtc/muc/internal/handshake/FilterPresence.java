package rtc.muc.internal.handshake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;

/**
 * Checks that the {@link HandshakeFilter} is registered. A descriptor with {@code <absolute-ordering>} can exclude the
 * filter but not the endpoints. Such an application must not start.
 */
@ApplicationScoped
public class FilterPresence {

    private static final System.Logger LOG = System.getLogger(FilterPresence.class.getName());
    private static final String WHY = "The <absolute-ordering> in the application's web.xml excludes the web fragment"
            + " mucSignaling, and thereby the access checks: add <name>mucSignaling</name> or <others/> to it";

    private volatile boolean yes;

    /** For the container. */
    public FilterPresence() {}

    /** Records that the filter is registered. */
    public void confirm() {
        yes = true;
    }

    /**
     * Aborts the deployment of an application without the filter, or at least the deployment of its WebSocket
     * endpoints. The reason is logged, because not every container logs the exception.
     *
     * @throws IllegalStateException if the filter is missing
     */
    public void check() {
        if (!yes) {
            LOG.log(Level.ERROR, WHY);
            throw new IllegalStateException(WHY);
        }
    }

    /**
     * Checks on WildFly only, where the filter is registered before this event; on other servers the filter may be
     * registered later.
     */
    void started(@Observes @Initialized(ApplicationScoped.class) Object application) {
        if (application instanceof ServletContext context
                && context.getClass().getName().startsWith("io.undertow.")) {
            check();
        }
    }
}
