package rtc.muc.internal.container.wildfly;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceName;

/**
 * Makes WildFly start its JGroups channel, which WildFly starts only on demand, before the application, and stop it
 * after the application, which says farewell to the other nodes over it. WildFly finds this class as a service and loads
 * it when the application is deployed, before it installs the services of the application; other servers do not load it.
 * If the cluster is off, or the server has no channel, it does nothing.
 */
public final class JGroupsActivator implements ServiceActivator {

    private static final System.Logger LOG = System.getLogger(JGroupsActivator.class.getName());

    private static final ServiceName CHANNEL =
            ServiceName.parse("jboss.naming.context.java.jboss.jgroups.channel.default");

    /** For WildFly. */
    public JGroupsActivator() {}

    @Override
    @SuppressWarnings("deprecation") // There is no other way to add a dependency to the services that WildFly installs.
    public void activate(ServiceActivatorContext context) {
        if (isWanted() && context.getServiceRegistry().getService(CHANNEL) != null) {
            var unused = context.getServiceTarget().addDependency(CHANNEL);
            LOG.log(System.Logger.Level.DEBUG, "The application requires the JGroups channel of WildFly");
        }
    }

    private static boolean isWanted() {
        Config config = ConfigProvider.getConfig(JGroupsActivator.class.getClassLoader());
        Optional<String> cluster = config.getOptionalValue("muc.cluster", String.class);
        return cluster.filter(value -> value.strip().equalsIgnoreCase("on")).isPresent();
    }
}
