package rtc.it.config;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rtc.FreePorts;
import rtc.it.Deployed;
import rtc.it.cluster.ClusterDesk;

/** WildFly processes on this machine that form a cluster, configured by {@code cluster.cli}. */
final class WildFlyNodes implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    static final String SECRET = "a secret of the tests, long enough for HS256";

    /**
     * The distance between the port of FD_SOCK2 and the channel's port, which FD_SOCK2 assumes to be the same on all
     * nodes.
     */
    static final int FAILURE_PORT = 100;

    /** An option that {@code standalone.sh} sets, without which WildFly cannot query a DNS server. */
    static final String DNS_EXPORTED = "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED";

    /** The options that {@code standalone.sh} sets, which WildFly's own clustering needs. */
    private static final List<String> OPENED = Stream.of("lang", "lang.invoke", "util", "util.concurrent")
            .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
            .toList();

    /** What the nodes share. */
    static final String KEY = "the key of the nodes, which nobody else has";

    /** Settings that switch off the limits, which load tests do not test. */
    private static final List<String> UNLIMITED = List.of(
            "-Dmuc.peers-per-room=0",
            "-Dmuc.peers-per-address=0",
            "-Dmuc.peers-per-identity=0",
            "-Dmuc.sessions-per-node=0",
            "-Dmuc.sessions-per-address=0",
            "-Dmuc.handshakes-per-second=0",
            "-Dmuc.statuses-per-second=0",
            "-Dmuc.room-bytes-per-second=0");

    private record Ports(int http, int management, int channel) {}

    /** The packaged WAR with an application in it. */
    private final Path war = Deployed.file()
            .resolveSibling(Path.of("cluster", Deployed.file().getFileName().toString()));

    private final List<Place> places;
    private final List<String> settings;
    private final List<Ports> ports;
    private final @Nullable WildFlyProcess[] processes;
    private final List<String> configurations = new ArrayList<>();

    /** Chooses ports for this many nodes, whose clients need tokens. */
    WildFlyNodes(int count) {
        this(Collections.nCopies(count, Place.HERE), List.of("-Dmuc.token-secret=" + SECRET), Deployed.war());
    }

    /** Chooses ports for nodes whose clients need no tokens and have no limits. */
    static WildFlyNodes unlimited(List<Place> places) {
        return new WildFlyNodes(places, UNLIMITED, Deployed.war());
    }

    /** Chooses ports for this many nodes on loopback, whose clients need no tokens and have no limits. */
    static WildFlyNodes unlimited(int count) {
        return unlimited(Collections.nCopies(count, Place.HERE));
    }

    /**
     * Chooses ports for one node on loopback that also looks for other nodes at these ports, and whose clients need no
     * tokens and have no limits.
     */
    static WildFlyNodes lookingFor(List<Integer> others) {
        List<String> settings = new ArrayList<>(UNLIMITED);
        for (int other = 0; other < others.size(); other++) {
            settings.add("-Dmuc.cluster.host" + (other + 2) + "=127.0.0.1");
            settings.add("-Dmuc.cluster.port" + (other + 2) + "=" + others.get(other));
        }
        return new WildFlyNodes(List.of(Place.HERE), settings, Deployed.war());
    }

    /** Chooses a port for nodes at these addresses of this machine, which have further settings and no limits. */
    static WildFlyNodes at(List<String> addresses, List<String> further) {
        List<String> settings = new ArrayList<>(UNLIMITED);
        settings.addAll(further);
        return new WildFlyNodes(addresses.stream().map(Place::listeningAt).toList(), settings, Deployed.war());
    }

    /** Like {@link #unlimited(int)}, for nodes behind a balancer on this machine. */
    static WildFlyNodes behindBalancer(int count) {
        List<String> settings = new ArrayList<>(UNLIMITED);
        settings.add("-Dmuc.trusted-proxies=127.0.0.1");
        return new WildFlyNodes(Collections.nCopies(count, Place.HERE), settings, Deployed.war());
    }

    /** Like {@link #unlimited(int)}, with a WAR to which the test has added files. */
    static WildFlyNodes unlimited(int count, WebArchive application) {
        return new WildFlyNodes(Collections.nCopies(count, Place.HERE), UNLIMITED, application);
    }

    private WildFlyNodes(List<Place> places, List<String> settings, WebArchive application) {
        this.places = places;
        this.settings = settings;
        int count = places.size();
        this.processes = new WildFlyProcess[count];
        List<Integer> free = FreePorts.some(3 * count, FAILURE_PORT);
        boolean apart = places.stream().map(Place::privateAddress).distinct().count() == count;
        List<Ports> chosen = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            // Nodes at different addresses use the same port, as on different machines.
            int channel = free.get(apart ? 2 : 3 * node + 2);
            chosen.add(new Ports(free.get(3 * node), free.get(3 * node + 1), channel));
        }
        this.ports = chosen;
        File file = war.toFile();
        file.getParentFile().mkdirs();
        application.addClass(ClusterDesk.class).as(ZipExporter.class).exportTo(file, true);
    }

    int count() {
        return places.size();
    }

    /** Starts a node, configures it, and deploys the WAR on it. */
    void start(int node) throws IOException {
        Path home = Path.of(System.getProperty("muc.it.home", ""));
        WildFlyProcess server = WildFlyProcess.start(
                places.get(node),
                home,
                home.resolveSibling("cluster-" + node),
                ports.get(node).management(),
                options(node));
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

    /** Starts a stopped node again, which deploys by itself what was deployed before. */
    void startAgain(int node) throws IOException {
        processes[node] = process(node).again(options(node));
    }

    void deploy(int node) throws IOException {
        process(node).deploy(war);
    }

    /** Deploys another WAR on a node. */
    void deploy(int node, Path other) throws IOException {
        process(node).deploy(other);
    }

    void undeploy(int node) throws IOException {
        process(node).undeploy(war);
    }

    /** The port on which a node listens for other nodes. */
    int channelPort(int node) {
        return ports.get(node).channel();
    }

    WildFlyProcess process(int node) {
        return Objects.requireNonNull(processes[node]);
    }

    URI ws(int node) {
        return URI.create(
                "ws://" + places.get(node).address() + ":" + ports.get(node).http() + "/");
    }

    URI http(int node) {
        return URI.create(
                "http://" + places.get(node).address() + ":" + ports.get(node).http() + "/");
    }

    /** {@return the configurations, one after each application of the scripts} */
    List<String> configurations() {
        return configurations;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        startAll();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Starts all nodes, and waits until every node shows a peer of every node. */
    void startAll() throws IOException {
        for (int node = 0; node < ports.size(); node++) {
            start(node);
        }
        new ClusterClients(this).awaitAllLinked();
    }

    @Override
    public void close() {
        for (WildFlyProcess process : processes) {
            if (process != null) {
                process.close();
            }
        }
    }

    private List<String> options(int node) {
        Ports own = ports.get(node);
        List<String> options = new ArrayList<>(OPENED);
        options.add(DNS_EXPORTED);
        options.addAll(List.of(
                "-Djboss.node.name=node-" + node,
                "-Djboss.bind.address.private=" + places.get(node).privateAddress(),
                "-Djboss.http.port=" + own.http(),
                "-Djboss.https.port=0",
                "-Djgroups.tcp.port=" + own.channel(),
                "-Djgroups.tcp.fd.port=" + (own.channel() + FAILURE_PORT),
                "-Dmuc.cluster=on",
                "-Dmuc.cluster-key=" + KEY,
                "-Dmuc.messages-per-second=0",
                "-Dmuc.bytes-per-second=0",
                "-Dmuc.outbox-messages=0",
                "-Dmuc.outbox-size=16MiB",
                "-Dmuc.handshake-burst=100000"));
        options.addAll(settings);
        for (int other = 0; other < ports.size(); other++) {
            options.add(
                    "-Dmuc.cluster.host" + (other + 1) + "=" + places.get(other).privateAddress());
            options.add(
                    "-Dmuc.cluster.port" + (other + 1) + "=" + ports.get(other).channel());
        }
        return options;
    }
}
