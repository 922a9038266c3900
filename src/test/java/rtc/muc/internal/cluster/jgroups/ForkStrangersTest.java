package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.fork.ForkChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.cluster.node.ClusterKey;

/** Tests a stranger who is a member of the servers' channel, but does not have the key of the nodes that use it. */
@Timeout(60)
final class ForkStrangersTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ClusterKey KEY = new ClusterKey("the key of the nodes, which nobody else has");

    @RegisterExtension
    final ForkedNodes nodes = new ForkedNodes();

    @Test
    void messagesOfAnyFormAreCountedAsRejected() throws Exception {
        TestNode node = nodes.start(0, "muc", KEY);
        Address address = nodes.server(0).getAddress();
        try (ForkChannel fork = new ForkChannel(nodes.server(1), "muc", "muc")) {
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
            TestNode node = nodes.start(0, "muc", KEY);
            TestNode stranger = nodes.start(1, "muc", new ClusterKey(key));
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
}
