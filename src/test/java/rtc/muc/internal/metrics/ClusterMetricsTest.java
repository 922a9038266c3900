package rtc.muc.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.RoomName;
import rtc.muc.internal.cluster.ClusterPublisher;
import rtc.muc.internal.cluster.LinkContext;
import rtc.muc.internal.cluster.node.ClusterNode;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PromptOutbox;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;

/** Reads the metrics of one of two nodes from an MBean server. */
@Timeout(60)
final class ClusterMetricsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CLUSTER = "rtc.muc:type=Cluster,context=/,host=server";

    private record Node(Rooms rooms, ClusterNode node) implements AutoCloseable {

        Peer join(MessageCodec codec) {
            Peer peer = rooms.attach(new RoomName("room"), new PromptOutbox(codec::write, text -> {}));
            peer.messages().receive(new ClientMessage.Join(JsonText.EMPTY_OBJECT, false));
            return peer;
        }

        @Override
        public void close() {
            node.close();
        }
    }

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final MetricsReader reader = new MetricsReader(server);
    private final MemoryChannel.Network network = new MemoryChannel.Network();
    private final Metrics metrics = new Metrics(() -> server, "", "server");
    private final Node a = start("a");
    private final Node b = start("b");

    @BeforeEach
    void show() {
        metrics.show(a.rooms(), a.node());
        await().atMost(SOON).until(() -> read("NodesConnected") == 1);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
        codec.close();
    }

    @Test
    void theOtherNodeItsPeersAndItsMessagesAreCounted() throws Exception {
        Peer here = a.join(codec);
        Peer there = b.join(codec);
        await().atMost(SOON).until(() -> read("RemotePeers") == 1);
        long sent = read("BytesSent");
        here.messages()
                .receive(new ClientMessage.To(there.id(), "hello", new JsonText("\"%s\"".formatted("x".repeat(900)))));
        await().atMost(SOON).until(() -> read("BytesSent") > sent + 900);

        assertThat(reader.read(CLUSTER, "Node")).isEqualTo("node-a");
        assertThat(read("NodesVisible")).isEqualTo(1);
        assertThat(read("SessionsBegun")).isEqualTo(1);
        assertThat(read("MessagesSent")).isGreaterThanOrEqualTo(3);
        assertThat(read("MessagesReceived")).isGreaterThanOrEqualTo(2);
        assertThat(read("BytesReceived")).isGreaterThan(read("MessagesReceived"));
        assertThat(read("SessionsEnded")).isZero();
        assertThat(read("MessagesIgnored")).isZero();
        await().atMost(SOON).until(() -> read("LargestQueueBytes") == 0);
    }

    @Test
    void aNodeThatLeavesIsNoLongerConnected() {
        b.join(codec);
        await().atMost(SOON).until(() -> read("RemotePeers") == 1);
        b.close();

        await().atMost(SOON).until(() -> read("NodesConnected") == 0);
        await().atMost(SOON).until(() -> read("SessionsEnded") == 1 && read("RemotePeers") == 0);
        assertThat(read("NodesVisible")).isZero();
        assertThat(read("SessionsEndedBySilence") + read("SessionsEndedByLoss") + read("SessionsEndedByOverflow"))
                .isZero();
        await().atMost(SOON).until(() -> read("MessagesUnsent") > 0);
    }

    @Test
    void foreignMessagesAreCountedAsIgnored() throws Exception {
        network.deliver("b", "a", new byte[] {1, 2, 3});

        assertThat(read("MessagesIgnored")).isEqualTo(1);
        assertThat(read("SessionsEnded")).isZero();
    }

    @Test
    void everyAttributeIsDocumented() throws Exception {
        assertThat(MetricsTest.undocumented(reader, CLUSTER)).isEmpty();
    }

    @Test
    void prometheusReadsEveryAttributeAsTheDocumentedKind() throws Exception {
        try (Metrics exported = new Metrics(ManagementFactory::getPlatformMBeanServer, "/exported", "server")) {
            exported.show(a.rooms(), a.node());

            assertThat(ExportedMetrics.of("/exported"))
                    .isEqualTo(ExportedMetrics.documented(reader.attributes(CLUSTER), "muc_cluster_"));
            assertThat(ExportedMetrics.selectable(ExportedMetrics.of("/exported")))
                    .containsAll(ExportedMetrics.inAlerts("muc_cluster_"));
        }
    }

    private long read(String attribute) {
        return reader.number(CLUSTER, attribute);
    }

    private Node start(String name) {
        ClusterPublisher publisher = new ClusterPublisher();
        Rooms rooms = new Rooms(
                codec::write,
                () -> UUID.randomUUID().toString(),
                InstantSource.system(),
                System::nanoTime,
                RoomLimits.NONE,
                RoomListener.NONE,
                publisher);
        return new Node(
                rooms,
                ClusterNode.start(
                        new MemoryChannel(network, name),
                        rooms.shared(),
                        publisher,
                        LinkContext.DEFAULT_BOUND,
                        new LimitedLogs(System::nanoTime)));
    }
}
