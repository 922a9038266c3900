package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.JChannel;
import org.jgroups.fork.ForkChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/** Tests a stranger who is a member of the servers' channel, but does not have the key of the nodes that use it. */
@Timeout(60)
final class ForkStrangersTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ClusterKey KEY = new ClusterKey("the key of the nodes, which nobody else has");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<ServerLikeChannel> servers = new ArrayList<>();
    private final List<TestNode> nodes = new ArrayList<>();

    @BeforeEach
    void connect() throws Exception {
        servers.addAll(ServerLikeChannel.connectTwo());
    }

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
        servers.forEach(JChannel::close);
        codec.close();
    }

    @Test
    void messagesOfAnyFormAreCountedAsRejected() throws Exception {
        TestNode node = start(0, KEY);
        Address address = servers.get(0).getAddress();
        try (ForkChannel fork = new ForkChannel(servers.get(1), "muc", "muc")) {
            fork.connect("muc");
            fork.send(new EmptyMessage(address));
            fork.send(new BytesMessage(address, new byte[] {1, 2, 3}));

            await().atMost(SOON).until(() -> node.node().rejected() == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a key that the stranger has made up himself"})
    void aNodeWithoutTheKeyGetsNoSession(String key) throws Exception {
        try (CapturedLog log = CapturedLog.of(SealedChannel.class)) {
            TestNode node = start(0, KEY);
            TestNode stranger = start(1, new ClusterKey(key));
            TracedClient peer = node.client("room");
            peer.join();
            stranger.client("room").join();

            await().atMost(SOON).until(() -> node.node().rejected() >= 3);
            assertThat(node.nodesSeen()).isEqualTo(2);
            assertThat(node.roster("room")).containsExactly(peer.id());
            assertThat(node.node().traffic().received()).isZero();
            assertThat(log.contains("Dropped a message of node ")).isTrue();
        }
    }

    private TestNode start(int server, ClusterKey key) throws IOException {
        TestNode node = TestNode.startOnServer("node-" + server, codec, servers.get(server), "muc", key);
        nodes.add(node);
        return node;
    }
}
