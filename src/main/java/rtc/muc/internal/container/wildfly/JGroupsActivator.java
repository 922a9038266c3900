package rtc.muc.internal.container.wildfly;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceName;
import rtc.muc.internal.protocol.Printable;

/**
 * Makes WildFly start its JGroups channel, which WildFly starts only on demand. WildFly finds this class as a service
 * and loads it when the application is deployed; other servers do not load it. If the cluster is off, or the server has
 * no channel, it does nothing.
 */
public final class JGroupsActivator implements ServiceActivator {

    private static final System.Logger LOG = System.getLogger(JGroupsActivator.class.getName());

    private static final ServiceName CHANNEL =
            ServiceName.parse("jboss.naming.context.java.jboss.jgroups.channel.default");

    /** For WildFly. */
    public JGroupsActivator() {}

    @Override
    public void activate(ServiceActivatorContext context) {
        if (isWanted() && context.getServiceRegistry().getService(CHANNEL) != null) {
            var needed = context.getServiceTarget().addService();
            var unused = needed.requires(CHANNEL);
            var started = needed.setInstance(Service.NULL).install();
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Requested the JGroups channel of WildFly: {0}",
                    Printable.of(started.toString()));
        }
    }

    private static boolean isWanted() {
        Config config = ConfigProvider.getConfig(JGroupsActivator.class.getClassLoader());
        Optional<String> cluster = config.getOptionalValue("muc.cluster", String.class);
        return cluster.filter(value -> value.strip().equalsIgnoreCase("on")).isPresent();
    }
}
