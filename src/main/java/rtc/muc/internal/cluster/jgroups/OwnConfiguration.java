package rtc.muc.internal.cluster.jgroups;

import java.util.List;
import org.jgroups.conf.ConfiguratorFactory;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.conf.ProtocolStackConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.TCP;
import org.jgroups.stack.Protocol;

/**
 * A configuration of JGroups in which other versions replace the protocol TCP and, if the channel is guarded, the
 * protocol FD_SOCK2.
 */
final class OwnConfiguration implements ProtocolStackConfigurator {

    private final ProtocolStackConfigurator configuration;
    private final boolean guarded;

    private OwnConfiguration(ProtocolStackConfigurator configuration, boolean guarded) {
        this.configuration = configuration;
        this.guarded = guarded;
    }

    /**
     * {@return the configuration from a file, a URL or a class path resource}
     *
     * @param guarded whether the channel checks what arrives
     */
    static ProtocolStackConfigurator of(String name, boolean guarded) throws Exception {
        return new OwnConfiguration(ConfiguratorFactory.getStackConfigurator(name), guarded);
    }

    @Override
    public String getProtocolStackString() {
        return configuration.getProtocolStackString();
    }

    @Override
    public List<ProtocolConfiguration> getProtocolStack() {
        return configuration.getProtocolStack().stream().map(this::own).toList();
    }

    private ProtocolConfiguration own(ProtocolConfiguration one) {
        if (isOf(TCP.class, one)) {
            return replaced(one, NodeTcp.class);
        }
        return guarded && isOf(FD_SOCK2.class, one) ? replaced(one, GuardedFailureDetection.class) : one;
    }

    private static boolean isOf(Class<? extends Protocol> type, ProtocolConfiguration one) {
        return List.of(type.getName(), type.getSimpleName()).contains(one.getProtocolName());
    }

    private static ProtocolConfiguration replaced(ProtocolConfiguration one, Class<? extends Protocol> type) {
        ProtocolConfiguration replaced =
                new ProtocolConfiguration(one.getProtocolName(), one.getProperties(), one.getClassLoader()) {
                    @Override
                    public Class<? extends Protocol> loadProtocolClass(Class<?> near) {
                        return type;
                    }
                };
        if (one.getSubtrees() != null) {
            one.getSubtrees().forEach(replaced::addSubtree);
        }
        return replaced;
    }
}
