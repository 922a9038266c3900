package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/**
 * Tests a stranger who reaches the ports of nodes and knows the name of their cluster, over real channels on loopback.
 */
@Timeout(90)
final class StrangersTest {

    private static final ClusterKey KEY = new ClusterKey("the key of the nodes, which nobody else has");
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Longer than the pauses between attempts to merge. */
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<Integer> ports;

    StrangersTest() throws IOException {
        ports = TestNode.freePorts(3);
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
        codec.close();
    }

    @Test
    void nodesWithTheKeyFormAClusterAndExchangeEvents() throws IOException {
        TestNode a = start("a", 0, KEY);
        TestNode b = start("b", 1, KEY);
        TracedClient first = a.client("room");
        TracedClient second = b.client("room");
        first.join();
        second.join();
        await().atMost(SOON)
                .until(() -> a.roster("room").size() == 2 && b.roster("room").size() == 2);
        for (int i = 0; i < 500; i++) {
            first.to(second, i);
            second.to(first, i);
        }

        await().atMost(SOON).until(() -> second.heard("from", "\"data\":499") && first.heard("from", "\"data\":499"));
        assertThat(a.nodesSeen()).isEqualTo(2);
        assertThat(a.node().rejected()).isZero();
    }

    @Test
    void aMessageThatWasNotMadeWithTheKeyIsDroppedAndCounted() throws IOException {
        TestNode a = start("a", 0, KEY);
        SealProtocol seal = a.channel().getProtocolStack().findProtocol(SealProtocol.class);

        assertThat(seal.up(new BytesMessage(a.channel().getAddress(), new byte[] {1, 2, 3})))
                .isNull();
        assertThat(a.node().rejected()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the key of the nodes, which nobody else has"})
    void messagesFragmentedByJGroupsArrive(String key) throws Exception {
        TestNode a = start("a", 0, new ClusterKey(key));
        TestNode b = start("b", 1, new ClusterKey(key));
        await().atMost(SOON).until(() -> a.nodesSeen() == 2 && b.nodesSeen() == 2);
        for (int length : new int[] {59_999, 60_000, 60_001, 64_000, 120_000, 5_000_000}) {
            a.channel().send(new BytesMessage(b.channel().getAddress(), new byte[length]));
        }

        await().atMost(SOON).until(() -> b.node().ignored() == 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a key that the stranger has made up himself"})
    void aNodeWithoutTheKeyCannotJoinOrSendMessages(String key) throws Exception {
        TestNode a = start("a", 0, KEY);
        TestNode b = start("b", 1, KEY);
        await().atMost(SOON).until(() -> a.nodesSeen() == 2 && b.nodesSeen() == 2);
        TestNode stranger = start("stranger", 2, new ClusterKey(key));
        TracedClient peer = a.client("room");
        TracedClient invented = stranger.client("room");
        peer.join();
        invented.join();
        sendInNamesOfBoth(stranger.channel(), a, b);

        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> a.nodesSeen() == 2 && b.nodesSeen() == 2 && stranger.nodesSeen() == 1);
        assertThat(a.node().ignored()).isZero();
        assertThat(b.roster("room")).containsExactly(peer.id());
        assertThat(a.roster("room")).containsExactly(peer.id());
        assertThat(stranger.roster("room")).containsExactly(invented.id());
    }

    @Test
    void withoutAKeyAnyNodeCanJoinAndSendMessages() throws Exception {
        TestNode a = start("a", 0, ClusterKey.NONE);
        TestNode b = start("b", 1, ClusterKey.NONE);
        await().atMost(SOON).until(() -> a.nodesSeen() == 2 && b.nodesSeen() == 2);
        TestNode stranger = start("stranger", 2, ClusterKey.NONE);

        await().atMost(SOON).until(() -> a.nodesSeen() == 3);
        sendInNamesOfBoth(stranger.channel(), a, b);
        await().atMost(SOON).until(() -> a.node().ignored() == 2);
    }

    @Test
    void aCustomJGroupsConfigurationStillRequiresTheKey(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("jgroups.xml"), """
                <config xmlns="urn:org:jgroups">
                    <TCP bind_addr="127.0.0.1" bind_port="%d" port_range="0" diag.enabled="false"/>
                    <TCPPING initial_hosts="127.0.0.1[%d]" port_range="0"/>
                    <MERGE3 min_interval="1000" max_interval="3000"/>
                    <NAKACK4/>
                    <UNICAST4/>
                    <pbcast.GMS print_local_addr="false"/>
                </config>
                """.formatted(ports.get(1), ports.get(0)));
        TestNode a = start("a", 0, KEY);
        for (ClusterKey key : List.of(KEY, ClusterKey.NONE)) {
            ClusterRules rules = new ClusterRules(
                    true,
                    "test",
                    key,
                    1 << 26,
                    new ClusterRules.OwnChannel("127.0.0.1", 7800, List.of(), file.toString()));
            try (JChannel configured = OwnChannel.open(rules, new LimitedLogs(System::nanoTime))) {
                assertThat(configured.getView().size()).isEqualTo(key.isSet() ? 2 : 1);
            }
            await().atMost(SOON).until(() -> a.nodesSeen() == 1);
        }
    }

    @Test
    void aNodeListensOnlyOnItsBindAddress() throws IOException {
        TestNode a = start("a", 0, KEY);
        List<String> reached = new ArrayList<>();
        for (InetAddress other : otherAddresses()) {
            for (int port : List.of(ports.get(0), ports.get(0) + 100)) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(other, port), 1000);
                    reached.add(socket.getRemoteSocketAddress().toString());
                } catch (IOException refused) {
                    assertThat(a.nodesSeen()).isEqualTo(1);
                }
            }
        }

        assertThat(reached).isEmpty();
    }

    /** {@return the addresses of this machine except 127.0.0.1} */
    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.getHostAddress().equals("127.0.0.1"))
                .toList();
    }

    /** Sends two messages to node a, one of them with node b as its forged sender. */
    private void sendInNamesOfBoth(JChannel stranger, TestNode a, TestNode b) throws Exception {
        stranger.down(new Event(
                Event.ADD_PHYSICAL_ADDRESS,
                new Tuple<>(a.channel().getAddress(), new IpAddress("127.0.0.1", ports.get(0)))));
        stranger.send(new BytesMessage(a.channel().getAddress(), new byte[] {1, 2, 3}));
        Message forged = new BytesMessage(a.channel().getAddress(), new byte[] {4, 5, 6});
        stranger.getProtocolStack()
                .getTransport()
                .getUpProtocol()
                .down(forged.setSrc(b.channel().getAddress()));
    }

    /** Starts a node on one of the ports; its members include the other ports. */
    private TestNode start(String name, int port, ClusterKey key) throws IOException {
        List<Integer> known = new ArrayList<>(ports);
        known.add(0, known.remove(port));
        TestNode node = TestNode.start(name, codec, known, key);
        nodes.add(node);
        return node;
    }
}
