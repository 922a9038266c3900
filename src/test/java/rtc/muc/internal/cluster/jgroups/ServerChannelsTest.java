package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.JChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/**
 * Tests a node with the application's own channel and a channel like that of a WildFly with {@code cluster.cli}, each of
 * which knows the other's address.
 */
@Timeout(60)
final class ServerChannelsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Longer than the pauses between attempts to merge. */
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        codec.close();
    }

    @Test
    void aNodeWithAKeyRefusesTheServersChannelAndLogsTheReason() throws Exception {
        try (CapturedLog log = CapturedLog.of(KeyedSocketFactory.class)) {
            meetInVain(new ClusterKey("the key of the nodes, which nobody else has"));
            await().atMost(SOON).until(() -> log.contains("uses WildFly's channel (cluster.cli) instead of"));
            assertThat(log.entries()).allMatch(entry -> entry.getThrown() == null);
        }
    }

    @Test
    void aNodeWithoutAKeyDoesNotMeetTheServersChannel() throws Exception {
        meetInVain(ClusterKey.NONE);
    }

    private void meetInVain(ClusterKey key) throws Exception {
        List<Integer> ports = TestNode.freePorts(2);
        TestNode node = TestNode.start("own", codec, ports, key);
        open.add(node);
        JChannel server = ServerLikeChannel.create(ports.get(1), ports.get(0));
        open.add(server);
        server.connect("muc");
        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> node.nodesSeen() == 1 && server.getView().size() == 1);
        assertThat(node.node().ignored()).isZero();
    }
}
