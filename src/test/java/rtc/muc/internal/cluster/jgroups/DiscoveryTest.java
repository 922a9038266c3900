package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jgroups.annotations.Property;
import org.jgroups.protocols.Discovery;
import org.jgroups.stack.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.it.Dnsmasq;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/**
 * Tests that nodes find each other by the configurations in the WAR, with a key, over real channels on loopback: by a DNS
 * server, a database and a folder.
 */
@Timeout(60)
final class DiscoveryTest {

    private static final ClusterKey KEY = new ClusterKey("the key of the nodes, which nobody else has");
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Shorter than JGroups' default of ten attempts to join, each of which takes two seconds. */
    private static final Duration SHORT = Duration.ofSeconds(8);

    private static final Set<String> DIFFERENT = Set.of("bind_port", "max_join_attempts");

    private static final Pattern SETTING = Pattern.compile("\\$\\{(muc[a-z.-]+),([A-Z_]+)[:}]");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<TestNode> nodes = new ArrayList<>();
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final List<Integer> ports;

    @TempDir
    private Path folder;

    DiscoveryTest() throws IOException {
        ports = TestNode.freePorts(2);
    }

    @AfterEach
    void stop() throws SQLException {
        nodes.forEach(TestNode::close);
        codec.close();
        execute("SHUTDOWN");
    }

    @Test
    void nodesFindEachOtherByDns() throws IOException {
        try (Dnsmasq dns = Dnsmasq.start(List.of("127.0.0.2", "127.0.0.3"), folder)) {
            Map<String, String> settings =
                    Map.of("muc.cluster.dns-query", Dnsmasq.NAME, "muc.cluster.dns-address", dns.address());
            start("jgroups-dns.xml", "127.0.0.2", ports.get(0), settings);
            start("jgroups-dns.xml", "127.0.0.3", ports.get(0), settings);
            assertThatPeersMeet();
        }
    }

    @Test
    void nodesFindEachOtherByATable() throws IOException, SQLException {
        start("jgroups-jdbc.xml", LOOPBACK, ports.get(0), table());
        start("jgroups-jdbc.xml", LOOPBACK, ports.get(1), table());
        assertThatPeersMeet();

        nodes.forEach(TestNode::close);
        nodes.clear();
        assertThat(rows()).isZero();
    }

    @Test
    void nodesFindEachOtherByAFolder() throws IOException {
        start("jgroups-file.xml", LOOPBACK, ports.get(0), folder());
        start("jgroups-file.xml", LOOPBACK, ports.get(1), folder());
        assertThatPeersMeet();

        nodes.forEach(TestNode::close);
        nodes.clear();
        assertThat(folder.resolve("test")).isEmptyDirectory();
    }

    @Test
    void theFileOfAKilledNodeDelaysTheNextStartOnlyShortly() throws IOException {
        start("jgroups-file.xml", LOOPBACK, ports.get(0), folder());
        Path file;
        try (var files = Files.list(folder.resolve("test"))) {
            file = files.toList().get(0);
        }
        byte[] content = Files.readAllBytes(file);
        nodes.remove(0).close();
        Files.write(file, content);

        long start = System.nanoTime();
        start("jgroups-file.xml", LOOPBACK, ports.get(0), folder());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("JGroups: a node started beside the file of a killed node after " + time.toMillis() + " ms");
        assertThat(time).isLessThan(SHORT);
        assertThat(file).doesNotExist();
        start("jgroups-file.xml", LOOPBACK, ports.get(1), folder());
        assertThatPeersMeet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jgroups-dns.xml", "jgroups-jdbc.xml", "jgroups-file.xml"})
    void withoutItsSettingsAConfigurationFailsTheStart(String configuration) {
        assertThatIOException()
                .isThrownBy(() -> start(configuration, LOOPBACK, ports.get(0), Map.of()))
                .withMessageContaining("muc.cluster-config " + configuration)
                .withMessageMatching(".*(dns_query|connection_driver|muc.cluster.folder).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jgroups-dns.xml", "jgroups-jdbc.xml", "jgroups-file.xml"})
    void aConfigurationHasTheProtocolsAndTimesOfAListOfHosts(String configuration) throws Exception {
        Map<String, String> settings = new HashMap<>(table());
        settings.putAll(folder());
        settings.put("muc.cluster.dns-query", "localhost");
        start(configuration, LOOPBACK, ports.get(0), settings);
        nodes.add(TestNode.start("list", codec, List.of(ports.get(1)), KEY));
        List<String> expected = properties(nodes.get(1));

        assertThat(expected)
                .contains("TCP.sock_conn_timeout=1000", "MERGE3.max_interval=3000", "FRAG4.frag_size=60000");
        assertThat(properties(nodes.get(0))).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jgroups-dns.xml", "jgroups-jdbc.xml", "jgroups-file.xml"})
    void everySettingOfAConfigurationCanBeAnEnvironmentVariable(String configuration) throws IOException {
        String text = Files.readString(Path.of("src/main/resources", configuration));
        List<MatchResult> settings = SETTING.matcher(text).results().toList();

        assertThat(settings).hasSizeGreaterThan(3).allSatisfy(setting -> assertThat(setting.group(2))
                .isEqualTo(setting.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")));
        assertThat(text.split("\\$\\{muc", -1)).hasSize(settings.size() + 1);
    }

    /** {@return the properties of all protocols of a node except those that must differ} */
    private static List<String> properties(TestNode node) throws IllegalAccessException {
        List<String> properties = new ArrayList<>();
        for (Protocol protocol : node.channel().getProtocolStack().getProtocols()) {
            if (protocol instanceof Discovery) {
                continue;
            }
            properties.add(protocol.getName());
            for (Class<?> type = protocol.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.isAnnotationPresent(Property.class) && !DIFFERENT.contains(field.getName())) {
                        field.setAccessible(true);
                        properties.add(protocol.getName() + "." + field.getName() + "=" + field.get(protocol));
                    }
                }
            }
        }
        return properties;
    }

    private Map<String, String> table() {
        return Map.of("muc.cluster.jdbc-driver", "org.h2.Driver", "muc.cluster.jdbc-url", database);
    }

    private Map<String, String> folder() {
        return Map.of("muc.cluster.folder", folder.toString());
    }

    /** Starts a node; the configuration reads its settings from system properties. */
    private void start(String configuration, String address, int port, Map<String, String> settings)
            throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("muc.cluster-bind-address", address);
        all.put("muc.cluster-port", Integer.toString(port));
        ClusterRules.OwnChannel own = new ClusterRules.OwnChannel(address, port, List.of(), configuration);
        ClusterRules rules = new ClusterRules(true, "test", KEY, 1 << 26, own);
        all.forEach(System::setProperty);
        try {
            nodes.add(TestNode.start("node" + nodes.size(), codec, rules));
        } finally {
            all.keySet().forEach(System::clearProperty);
        }
    }

    private void assertThatPeersMeet() {
        TestNode a = nodes.get(0);
        TestNode b = nodes.get(1);
        await().atMost(SOON).until(() -> a.nodesSeen() == 2 && b.nodesSeen() == 2);
        TracedClient first = a.client("room");
        TracedClient second = b.client("room");
        first.join();
        second.join();
        await().atMost(SOON)
                .until(() -> a.roster("room").size() == 2 && b.roster("room").size() == 2);
        first.to(second, 7);
        await().atMost(SOON).until(() -> second.heard("from", "\"data\":7"));
    }

    private int rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM jgroups")) {
            count.next();
            return count.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
