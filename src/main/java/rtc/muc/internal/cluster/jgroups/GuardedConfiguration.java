package rtc.muc.internal.cluster.jgroups;

import java.util.List;
import org.jgroups.conf.ConfiguratorFactory;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.conf.ProtocolStackConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.TCP;
import org.jgroups.stack.Protocol;

/** A configuration of JGroups in which guarded versions replace the protocols TCP and FD_SOCK2. */
final class GuardedConfiguration implements ProtocolStackConfigurator {

    private final ProtocolStackConfigurator configuration;

    private GuardedConfiguration(ProtocolStackConfigurator configuration) {
        this.configuration = configuration;
    }

    /** {@return the guarded configuration from a file, a URL or a class path resource} */
    static ProtocolStackConfigurator of(String name) throws Exception {
        return new GuardedConfiguration(ConfiguratorFactory.getStackConfigurator(name));
    }

    @Override
    public String getProtocolStackString() {
        return configuration.getProtocolStackString();
    }

    @Override
    public List<ProtocolConfiguration> getProtocolStack() {
        return configuration.getProtocolStack().stream()
                .map(GuardedConfiguration::guarded)
                .toList();
    }

    private static ProtocolConfiguration guarded(ProtocolConfiguration one) {
        if (isOf(TCP.class, one)) {
            return replaced(one, GuardedTcp.class);
        }
        return isOf(FD_SOCK2.class, one) ? replaced(one, GuardedFailureDetection.class) : one;
    }

    private static boolean isOf(Class<? extends Protocol> type, ProtocolConfiguration one) {
        return List.of(type.getName(), type.getSimpleName()).contains(one.getProtocolName());
    }

    private static ProtocolConfiguration replaced(ProtocolConfiguration one, Class<? extends Protocol> type) {
        ProtocolConfiguration guarded =
                new ProtocolConfiguration(one.getProtocolName(), one.getProperties(), one.getClassLoader()) {
                    @Override
                    public Class<? extends Protocol> loadProtocolClass(Class<?> near) {
                        return type;
                    }
                };
        if (one.getSubtrees() != null) {
            one.getSubtrees().forEach(guarded::addSubtree);
        }
        return guarded;
    }
}
