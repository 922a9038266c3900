package rtc.muc.internal.metrics;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import rtc.muc.internal.cluster.node.ClusterNode;
import rtc.muc.internal.handshake.HandshakeGuard;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.websocket.SessionRegistry;

/**
 * The metrics of one application, which are registered until they are closed. Their names contain the application's
 * context path and virtual host, so the applications of a server have different names. If an application starts before
 * the previous deployment at the same address has ended, its metrics replace those of the previous one. Failures are
 * logged, and never prevent the start or the end of the application. Thread-safe.
 */
public final class Metrics implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Metrics.class.getName());

    private static final String PLAIN = "[^,=:\"*?\\s]+";

    private final Supplier<MBeanServer> server;
    private final String application;
    private final List<MetricsBean> beans = new CopyOnWriteArrayList<>();

    /**
     * Creates an object that has registered nothing yet.
     *
     * @param context the context path of the application, empty for the root
     * @param host the virtual host of the application, empty if it is unknown
     */
    Metrics(Supplier<MBeanServer> server, String context, String host) {
        this.server = server;
        this.application = ",context=" + quoted(context.isEmpty() ? "/" : context)
                + (host.isEmpty() ? "" : ",host=" + quoted(host));
    }

    /** {@return the metrics of an application, which will be registered at the server's platform MBean server} */
    public static Metrics of(ServletContext application) {
        return new Metrics(ManagementFactory::getPlatformMBeanServer, application.getContextPath(), host(application));
    }

    /** Registers the metrics of the rooms and connections of this node. */
    public void show(Rooms rooms, SessionRegistry sessions, HandshakeGuard guard) {
        register("Rooms", "Rooms and connections of this server", RoomMetrics.of(rooms, sessions, guard));
    }

    /** Registers the metrics of this node in its cluster. */
    public void show(Rooms rooms, ClusterNode node) {
        register("Cluster", "This server as a node of a cluster", ClusterMetrics.of(rooms, node));
    }

    /** Removes all metrics, so that the server no longer refers to the application. */
    @Override
    public void close() {
        for (MetricsBean bean : beans) {
            try {
                bean.unregister();
            } catch (JMException | RuntimeException failed) {
                LOG.log(Level.WARNING, "The metrics of this application cannot be removed: " + failed);
            }
        }
        beans.clear();
    }

    private void register(String type, String description, List<Metric> metrics) {
        MetricsBean bean = new MetricsBean(description, metrics);
        try {
            ObjectName name = name(type);
            MBeanServer beanServer = server.get();
            if (beanServer.isRegistered(name)) {
                beanServer.unregisterMBean(name);
            }
            beanServer.registerMBean(bean, name);
            beans.add(bean);
        } catch (JMException | RuntimeException failed) {
            LOG.log(Level.WARNING, "The metrics " + type + " are not available: " + failed);
        }
    }

    private ObjectName name(String type) throws MalformedObjectNameException {
        return new ObjectName("rtc.muc:type=" + type + application);
    }

    private static String quoted(String value) {
        return value.matches(PLAIN) ? value : ObjectName.quote(value);
    }

    private static String host(ServletContext application) {
        try {
            return Objects.requireNonNullElse(application.getVirtualServerName(), "");
        } catch (UnsupportedOperationException notForThisListener) {
            LOG.log(Level.DEBUG, "The virtual host is unknown", notForThisListener);
            return "";
        }
    }
}
