package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.FreePorts;
import rtc.it.Deployed;
import rtc.it.Dnsmasq;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Nodes that find each other by a DNS server, a database and a folder: two WildFly processes by the scripts of
 * {@code wildfly-config}, and WildFly and Payara Micro by the application's own channel.
 */
@Tag("cluster-load")
@Timeout(300)
final class DiscoveryIT {

    private static final List<String> ADDRESSES = List.of("127.0.0.2", "127.0.0.3");
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Path HOME = Path.of(System.getProperty("muc.it.home", ""));
    private static final Path PAYARA_JAR =
            HOME.resolve("../../payara-micro/payara-micro.jar").normalize();
    private static final Path CLUSTER_CLI = Path.of("wildfly-config/cluster.cli");
    private static final Map<String, String> PROTOCOLS =
            Map.of("dns", "dns.DNS_PING", "jdbc", "JDBC_PING", "file", "FILE_PING");

    private static final String DATA_SOURCE = """
            if (outcome != success) of /subsystem=datasources/data-source=muc-cluster:read-resource
                data-source add --name=muc-cluster --jndi-name=java:jboss/datasources/muc-cluster --driver-name=h2 \
            --connection-url="%s" --user-name=sa --password=sa --jta=false
            end-if
            """;

    private static final String POOL = """
            create-jdbc-connection-pool --datasourceclassname=org.h2.jdbcx.JdbcDataSource --restype=javax.sql.DataSource \
            --property user=sa:password=sa:URL="%s" nodes
            create-jdbc-resource --connectionpoolid=nodes jdbc/nodes
            """;

    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Server database;

    private static final List<AutoCloseable> STARTED = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static Dnsmasq dns;

    @BeforeAll
    static void start() throws IOException, SQLException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        database = Server.createTcpServer("-ifNotExists", "-tcpPort", Integer.toString(FreePorts.one()))
                .start();
        STARTED.add(database::stop);
        // The database remains in memory while there is a connection.
        STARTED.add(DriverManager.getConnection(url(), "sa", "sa"));
        dns = Dnsmasq.start(ADDRESSES, directory);
        STARTED.add(dns);
    }

    @AfterAll
    static void stop() throws Exception {
        for (int i = STARTED.size() - 1; i >= 0; i--) {
            STARTED.get(i).close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns", "jdbc", "file"})
    void nodesOnWildFlyFindEachOtherByAScript(String way) throws IOException {
        try (WildFlyNodes nodes = WildFlyNodes.at(ADDRESSES, settings())) {
            nodes.startAll();
            for (int node = 0; node < nodes.count(); node++) {
                configure(nodes.process(node), way);
            }
            long reloaded = System.nanoTime();
            awaitAllLinked(nodes);
            report(way, "after the reload", reloaded);

            for (int node = 0; node < nodes.count(); node++) {
                nodes.process(node).kill();
                nodes.process(node).close();
            }
            for (int node = 0; node < nodes.count(); node++) {
                long start = System.nanoTime();
                nodes.startAgain(node);
                report(way, "a start of a node after all nodes were killed", start);
            }
            awaitAllLinked(nodes);
            assertThat(nodes.process(1).log()).containsPattern("Nodes of the cluster: \\[node-0\\S*, node-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns", "jdbc", "file"})
    void nodesOnWildFlyAndPayaraFindEachOtherByAConfigurationInTheWar(String way) throws IOException {
        List<Integer> ports = FreePorts.some(3, WildFlyNodes.FAILURE_PORT);
        List<String> onWildFly = own(way, ADDRESSES.get(0), ports.get(0), "java:jboss/datasources/muc-cluster");
        onWildFly.addAll(
                List.of(WildFlyNodes.DNS_EXPORTED, "-Djboss.http.port=" + ports.get(1), "-Djboss.https.port=0"));
        List<String> onPayara = own(way, ADDRESSES.get(1), ports.get(0), "jdbc/nodes");
        Path pool = Files.writeString(directory.resolve("pool.txt"), POOL.formatted(url().replace(":", "\\:")));
        try (WildFlyProcess wildFly =
                WildFlyProcess.start(HOME, HOME.resolveSibling("cluster-own"), FreePorts.one(), onWildFly)) {
            wildFly.apply(List.of(dataSource()));
            wildFly.deploy(Deployed.file());
            try (PayaraMicroProcess payara = PayaraMicroProcess.start(
                    PAYARA_JAR,
                    Deployed.file().resolveSibling("muc-signaling-cluster.war"),
                    PAYARA_JAR.resolveSibling("cluster-own"),
                    ports.get(2),
                    onPayara,
                    List.of("--nocluster", "--postbootcommandfile", pool.toString()))) {
                assertThatPeersMeet(URI.create("ws://127.0.0.1:" + ports.get(1) + "/muc-signaling/"), payara.ws());
            }
        }
    }

    /** The application may be deployed later than the server answers. */
    private static void awaitAllLinked(WildFlyNodes nodes) {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> new ClusterClients(nodes).awaitAllLinked());
    }

    /** Applies a script twice, and the script of the cluster once more, and then reloads the server. */
    private static void configure(WildFlyProcess server, String way) throws IOException {
        Path script = Path.of("wildfly-config/discovery-" + way + ".cli");
        server.apply(List.of(dataSource(), script));
        String once = server.configuration();
        assertThat(once).contains("\"" + PROTOCOLS.get(way) + "\"").doesNotContain("TCPPING");
        server.apply(List.of(script, CLUSTER_CLI, script));
        assertThat(server.configuration()).isEqualTo(once);
        server.reload();
    }

    private static void assertThatPeersMeet(URI one, URI other) throws IOException {
        try (RawWebSocket first = Handshake.with(one, "/muc/room").open()) {
            String id = first.join();
            await().atMost(SOON).ignoreExceptionsInstanceOf(IOException.class).until(() -> joined(other)
                    .contains(id));
        }
    }

    /** {@return what a client receives when it joins} */
    private static String joined(URI node) throws IOException {
        try (RawWebSocket client = Handshake.with(node, "/muc/room").open()) {
            client.send(json("{'type':'join'}"));
            return client.text();
        }
    }

    private static List<String> own(String way, String address, int port, String dataSource) {
        List<String> options = new ArrayList<>(settings());
        options.addAll(List.of(
                "-Dmuc.cluster=on",
                "-Dmuc.cluster-key=" + WildFlyNodes.KEY,
                "-Dmuc.cluster-bind-address=" + address,
                "-Dmuc.cluster-port=" + port,
                "-Dmuc.cluster-config=jgroups-" + way + ".xml",
                "-Dmuc.cluster.data-source=" + dataSource));
        return options;
    }

    private static List<String> settings() {
        return List.of(
                "-Dmuc.cluster.dns-query=" + Dnsmasq.NAME,
                "-Dmuc.cluster.dns-address=" + dns.address(),
                "-Dmuc.cluster.folder=" + directory.resolve("nodes"));
    }

    private static Path dataSource() throws IOException {
        return Files.writeString(directory.resolve("data-source.cli"), DATA_SOURCE.formatted(url()));
    }

    private static String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/mem:nodes";
    }

    private static void report(String way, String what, long start) {
        System.out.printf("Discovery by %s: %s took %d ms%n", way, what, ClusterClients.millisSince(start));
    }
}
