package rtc.muc.internal.cluster.jgroups;

import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jgroups.ChannelListener;
import org.jgroups.JChannel;
import org.jgroups.protocols.FORK;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.NAKACK4;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.Protocol;

/** A channel like that of a WildFly with {@code cluster.cli}. */
final class ServerLikeChannel extends JChannel {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final FORK forks;

    private ServerLikeChannel(FORK forks, List<Protocol> protocols) throws Exception {
        super(protocols);
        this.forks = forks;
    }

    /** {@return two channels that have found each other} */
    static List<ServerLikeChannel> connectTwo() throws Exception {
        List<Integer> ports = TestNode.freePorts(2);
        List<ServerLikeChannel> servers =
                List.of(create(ports.get(0), ports.get(1)), create(ports.get(1), ports.get(0)));
        for (JChannel server : servers) {
            server.connect("servers");
        }
        await().atMost(SOON).until(() -> servers.stream()
                .allMatch(server -> server.getView().size() == 2));
        return servers;
    }

    /** {@return a channel that is not connected, and that looks for another one at the other port} */
    static ServerLikeChannel create(int port, int other) throws Exception {
        TCP tcp = new TCP();
        tcp.setBindAddress(InetAddress.getLoopbackAddress());
        tcp.setBindPort(port);
        tcp.disableDiagnostics();
        TCPPING discovery = new TCPPING();
        discovery.setInitialHosts(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), other)));
        FORK forks = new FORK();
        return new ServerLikeChannel(
                forks,
                List.of(
                        tcp,
                        discovery,
                        new MERGE3().setMinInterval(1000).setMaxInterval(3000),
                        new NAKACK4(),
                        new UNICAST4(),
                        new GMS().printLocalAddress(false),
                        new FRAG4(),
                        forks));
    }

    /** {@return who is notified of the end of the channel} */
    Set<ChannelListener> listeners() {
        return channel_listeners == null ? Set.of() : channel_listeners;
    }

    /** {@return the number of stacks that forks use} */
    int forkStacks() {
        return forks.getForkStacks();
    }
}
