package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.LogRecord;
import org.jgroups.JChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterNode;

/** Tests nodes that use the channels of two servers, which other applications use, too. */
@Timeout(120)
final class ServerForkTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ClusterKey KEY = new ClusterKey("the key of the nodes, which nobody else has");

    @RegisterExtension
    final ForkedNodes nodes = new ForkedNodes();

    @Test
    void theServersChannelRetainsNothingOfClosedNodes() throws Exception {
        for (int time = 0; time < 10; time++) {
            for (ClusterKey key : List.of(KEY, ClusterKey.NONE)) {
                TestNode first = nodes.start(0, "muc", key);
                TestNode second = nodes.start(1, "muc", key);
                TestNode other = nodes.start(0, "another", key);
                first.client("room").join();
                await().atMost(SOON).until(() -> second.roster("room").size() == 1);
                assertThat(nodes.server(0).listeners()).hasSize(4);
                for (TestNode node : List.of(first, second, other)) {
                    node.close();
                }
            }
            assertNothingRemains();
        }
    }

    @Test
    void theServersChannelRetainsNothingOfANodeThatCannotConnect() throws Exception {
        TestNode first = nodes.start(0, "muc", KEY);
        TestNode second = nodes.start(1, "muc", KEY);
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(() -> nodes.start(0, "muc", KEY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("already present")
                    .hasMessageContaining("Another application on this server has the same muc.cluster-name, muc: set");
        }

        assertThat(nodes.server(0).listeners()).hasSize(2);
        first.client("room").join();
        await().atMost(SOON).until(() -> second.roster("room").size() == 1);
        first.close();
        first.close();
        second.close();
        assertNothingRemains();
    }

    @Test
    void nothingIsOpenedOnAChannelThatIsNotConnected() {
        nodes.server(0).disconnect();
        assertThatThrownBy(() -> nodes.start(0, "muc", KEY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not connected");

        assertNothingRemains();
    }

    @Test
    void oneOfTwoNodesOnAServersChannelContinuesWithoutTheOther() throws Exception {
        nodes.start(0, "another", KEY).close();
        TestNode other = nodes.start(0, "another", KEY);
        TestNode first = nodes.start(0, "muc", KEY);
        TestNode second = nodes.start(1, "muc", KEY);
        other.close();
        first.client("room").join();

        await().atMost(SOON).until(() -> second.roster("room").size() == 1);
    }

    @Test
    void messagesAfterTheEndOfTheServersChannelAreCountedAsUnsent() throws Exception {
        endServersChannel(KEY, JChannel::close);
    }

    @Test
    void messagesAfterTheServersChannelIsDisconnectedAreCountedAsUnsent() throws Exception {
        endServersChannel(ClusterKey.NONE, JChannel::disconnect);
    }

    @Test
    void aChannelThatTheServerConnectsAgainStaysLostForTheNode() throws Exception {
        TestNode first = nodes.start(0, "muc", KEY);
        nodes.server(0).disconnect();
        nodes.server(0).connect("servers");

        assertThat(first.node().links().visible()).isEqualTo(1);
        first.close();
        assertNothingRemains();
        TestNode second = nodes.start(1, "muc", KEY);
        nodes.start(0, "muc", KEY).client("room").join();
        await().atMost(SOON).until(() -> second.roster("room").size() == 1);
    }

    private void endServersChannel(ClusterKey key, Consumer<JChannel> ending) throws Exception {
        TestNode first = nodes.start(0, "muc", key);
        TestNode second = nodes.start(1, "muc", key);
        TracedClient client = first.client("room");
        client.join();
        await().atMost(SOON).until(() -> second.roster("room").size() == 1);
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failed) -> uncaught.add(failed));
        try (CapturedLog gone = CapturedLog.of(ServerFork.class);
                CapturedLog lost = CapturedLog.of(ClusterNode.class)) {
            ending.accept(nodes.server(0));
            client.leave();
            await().dontCatchUncaughtExceptions()
                    .atMost(SOON)
                    .until(() -> first.node().traffic().unsent() >= 3);
            first.close();

            assertThat(gone.entries())
                    .extracting(LogRecord::getMessage)
                    .singleElement()
                    .asString()
                    .contains("redeploy");
            assertThat(lost.entries()).isEmpty();
            assertThat(uncaught).isEmpty();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        second.close();
        assertNothingRemains();
    }

    private void assertNothingRemains() {
        for (int number = 0; number < 2; number++) {
            ServerLikeChannel server = nodes.server(number);
            assertThat(server.listeners()).isEmpty();
            assertThat(server.forkStacks()).isZero();
        }
    }
}
