package rtc.it.config;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rtc.it.Deployed;
import rtc.it.cluster.ClusterDesk;

/** WildFly processes on this machine that are one cluster, by {@code cluster.cli}. */
final class WildFlyNodes implements BeforeAllCallback, AfterAllCallback {

    static final String SECRET = "a secret of the tests, long enough for HS256";

    /** FD_SOCK2 takes the distance of its port from that of the channel to be the same on all nodes. */
    private static final int FAILURE_PORT = 100;

    /** As standalone.sh has it: WildFly's own clustering needs them. */
    private static final List<String> OPENED = Stream.of("lang", "lang.invoke", "util", "util.concurrent")
            .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
            .toList();

    /** What the nodes share. */
    static final String KEY = "the key of the nodes, which nobody else has";

    private record Ports(int http, int management, int channel) {}

    /** The packaged WAR with an application in it. */
    private final Path war = Deployed.file()
            .resolveSibling(Path.of("cluster", Deployed.file().getFileName().toString()));

    private final List<Ports> ports;
    private final @Nullable WildFlyProcess[] processes;
    private final List<String> configurations = new ArrayList<>();

    /** Chooses ports for so many nodes. */
    WildFlyNodes(int count) {
        this.processes = new WildFlyProcess[count];
        List<Integer> free = freePorts(3 * count);
        List<Ports> chosen = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            chosen.add(new Ports(free.get(3 * node), free.get(3 * node + 1), free.get(3 * node + 2)));
        }
        this.ports = chosen;
        File file = war.toFile();
        file.getParentFile().mkdirs();
        Deployed.war().addClass(ClusterDesk.class).as(ZipExporter.class).exportTo(file, true);
    }

    /** Starts a node, configures it, and deploys the WAR on it. */
    void start(int node) throws IOException {
        Path home = Path.of(System.getProperty("muc.it.home", ""));
        WildFlyProcess server = WildFlyProcess.start(
                home, home.resolveSibling("cluster-" + node), ports.get(node).management(), options(node));
        processes[node] = server;
        for (int times = 0; times < 2; times++) {
            server.apply(Stream.of("server.cli", "root.cli", "cluster.cli")
                    .map(name -> Path.of("wildfly-config", name))
                    .toList());
            configurations.add(server.configuration());
        }
        server.reload();
        deploy(node);
    }

    void deploy(int node) throws IOException {
        process(node).deploy(war);
    }

    void undeploy(int node) throws IOException {
        process(node).undeploy(war);
    }

    /** The port at which a node listens for others. */
    int channelPort(int node) {
        return ports.get(node).channel();
    }

    WildFlyProcess process(int node) {
        return Objects.requireNonNull(processes[node]);
    }

    URI ws(int node) {
        return URI.create("ws://127.0.0.1:" + ports.get(node).http() + "/");
    }

    URI http(int node) {
        return URI.create("http://127.0.0.1:" + ports.get(node).http() + "/");
    }

    /** {@return the configurations after each time that the scripts were applied} */
    List<String> configurations() {
        return configurations;
    }

    /** Starts all nodes, and waits until the first two have met. */
    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        for (int node = 0; node < ports.size(); node++) {
            start(node);
        }
        new ClusterClients(this).awaitLinked("linked");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        for (WildFlyProcess process : processes) {
            if (process != null) {
                process.close();
            }
        }
    }

    private List<String> options(int node) {
        Ports own = ports.get(node);
        List<String> options = new ArrayList<>(OPENED);
        options.addAll(List.of(
                "-Djboss.node.name=node-" + node,
                "-Djboss.http.port=" + own.http(),
                "-Djboss.https.port=0",
                "-Djgroups.tcp.port=" + own.channel(),
                "-Djgroups.tcp.fd.port=" + (own.channel() + FAILURE_PORT),
                "-Dmuc.cluster=on",
                "-Dmuc.cluster-key=" + KEY,
                "-Dmuc.token-secret=" + SECRET,
                "-Dmuc.messages-per-second=0",
                "-Dmuc.bytes-per-second=0",
                "-Dmuc.outbox-messages=0",
                "-Dmuc.outbox-size=16MiB",
                "-Dmuc.handshake-burst=100000"));
        for (int other = 0; other < ports.size(); other++) {
            options.add(
                    "-Dmuc.cluster.port" + (other + 1) + "=" + ports.get(other).channel());
        }
        return options;
    }

    static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        try {
            while (free.size() < count) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                free.add(socket.getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
        return free;
    }
}
