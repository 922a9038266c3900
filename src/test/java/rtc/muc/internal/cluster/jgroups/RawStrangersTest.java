package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.FragHeader;
import org.jgroups.protocols.NAKACK4;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TpHeader;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.util.Util;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/** Tests strangers who reach the ports of two nodes and send arbitrary bytes, on loopback. */
@Timeout(120)
final class RawStrangersTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int FAILURE_PORT = 100;
    private static final int CONNECTIONS = 200;
    private static final long MOST_GROWTH = 32L << 20;

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<Integer> ports;
    private final List<AutoCloseable> open = new ArrayList<>();
    private int events;

    RawStrangersTest() throws IOException {
        ports = TestNode.freePorts(2);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        codec.close();
    }

    @ParameterizedTest
    @EnumSource
    void stockJGroupsCreatesObjectsSentByStrangers(HostileFrame hostile) throws Exception {
        TCP tcp = new TCP();
        tcp.setBindAddress(InetAddress.getLoopbackAddress());
        tcp.setBindPort(ports.get(0));
        TCPPING discovery = new TCPPING();
        discovery.setInitialHosts(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(0))));
        int before = Canary.TOUCHED.get();
        try (JChannel stock = new JChannel(
                tcp,
                discovery,
                new NAKACK4(),
                new UNICAST4(),
                new GMS().printLocalAddress(false).setJoinTimeout(100),
                new FRAG4())) {
            stock.connect("test");
            RawConnection stranger = keep(RawConnection.greeting(ports.get(0), 9));
            stranger.frame(hostile.bytes(stock.getAddress()));

            await().atMost(SOON).until(() -> Canary.TOUCHED.get() > before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the key of the nodes, which nobody else has"})
    void nodesCreateNoObjectsSentByStrangersAndKeepWorking(String key) throws Exception {
        Pair pair = pair(new ClusterKey(key));
        int before = Canary.TOUCHED.get();
        for (HostileFrame hostile : HostileFrame.values()) {
            RawConnection stranger = keep(RawConnection.greeting(ports.get(0), 9));
            stranger.frame(hostile.bytes(pair.a.channel().getAddress()));
            assertThat(stranger.isClosed()).as(hostile.name()).isTrue();
        }
        pair.exchangeEvents();
        assertThat(Canary.TOUCHED).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the key of the nodes, which nobody else has"})
    void announcedLengthsAllocateNoMemory(String key) throws Exception {
        Pair pair = pair(new ClusterKey(key));
        long before = usedMemory();
        for (int port : List.of(ports.get(0), ports.get(0) + FAILURE_PORT)) {
            for (int length : List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 30)) {
                RawConnection stranger = keep(RawConnection.greeting(port, 9));
                stranger.announce(length, new byte[100]);
                assertThat(stranger.isClosed()).as(length + " bytes at " + port).isTrue();
            }
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            keep(RawConnection.greeting(ports.get(0) + FAILURE_PORT, 1000 + i)).announce(1 << 13, new byte[1]);
        }
        pair.exchangeEvents();
        assertThat(usedMemory() - before).isLessThan(MOST_GROWTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the key of the nodes, which nobody else has"})
    void announcedFragmentCountsAllocateNoMemory(String key) throws Exception {
        Pair pair = pair(new ClusterKey(key));
        long before = usedMemory();
        for (int fragments : List.of(1 << 16, 1 << 12, Integer.MAX_VALUE, -1)) {
            for (int i = 0; i < 10; i++) {
                RawConnection stranger = keep(RawConnection.greeting(ports.get(0), 9));
                stranger.frame(fragments(pair.a.channel().getAddress(), 1000 * i, fragments));
                stranger.finish();
                assertThat(stranger.isClosed()).as(fragments + " fragments").isTrue();
            }
        }
        pair.exchangeEvents();
        assertThat(usedMemory() - before).isLessThan(MOST_GROWTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the key of the nodes, which nobody else has"})
    void randomBytesDoNoHarm(String key) throws Exception {
        Pair pair = pair(new ClusterKey(key));
        Random random = new Random(20261126);
        for (int i = 0; i < CONNECTIONS; i++) {
            int port = ports.get(0) + i % 2 * FAILURE_PORT;
            byte[] bytes = new byte[random.nextInt(1, 3000)];
            random.nextBytes(bytes);
            RawConnection stranger = i % 4 < 2 ? new RawConnection(port) : RawConnection.greeting(port, 1000 + i);
            stranger.raw(bytes);
            stranger.frame(bytes);
            stranger.finish();
            assertThat(stranger.isClosed()).isTrue();
            stranger.close();
        }
        pair.exchangeEvents();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the key of the nodes, which nobody else has"})
    void unknownHeadersAreRefused(String key) throws Exception {
        Pair pair = pair(new ClusterKey(key));
        for (short id : new short[] {1, 999, Short.MAX_VALUE}) {
            RawConnection stranger = keep(RawConnection.greeting(ports.get(0), 9));
            stranger.frame(
                    FrameCheckTest.frame(new EmptyMessage(pair.a.channel().getAddress())
                            .setSrc(HostileFrame.STRANGER)
                            .putHeader(id, new TpHeader("test"))));
            assertThat(stranger.isClosed()).as("header " + id).isTrue();
        }
        pair.exchangeEvents();
    }

    @Test
    void withAKeyAStrangerCannotTakeOverANodesConnection() throws Exception {
        Pair pair = pair(new ClusterKey("the key of the nodes, which nobody else has"));
        for (int node = 0; node < 2; node++) {
            RawConnection stranger = keep(RawConnection.greeting(ports.get(node), ports.get(1 - node)));
            assertThat(stranger.isClosed()).isTrue();
        }
        RawConnection silent = keep(new RawConnection(ports.get(0)));
        pair.exchangeEvents();
        assertThat(silent.isClosed()).as("closed without a word").isTrue();
    }

    private RawConnection keep(RawConnection connection) {
        open.add(0, connection);
        return connection;
    }

    private Pair pair(ClusterKey key) throws IOException {
        TestNode a = TestNode.start("a", codec, ports, key);
        open.add(a);
        TestNode b = TestNode.start("b", codec, List.of(ports.get(1), ports.get(0)), key);
        open.add(b);
        Pair pair = new Pair(a, b, a.client("room"), b.client("room"));
        pair.onA.join();
        pair.onB.join();
        await().atMost(SOON)
                .until(() -> a.roster("room").size() == 2 && b.roster("room").size() == 2);
        return pair;
    }

    /** {@return a frame with the last parts of 60 messages, each of which has the given number of parts} */
    private static byte[] fragments(Address node, int firstId, int number) throws IOException {
        List<Message> parts = new ArrayList<>();
        for (int id = firstId; id < firstId + 60; id++) {
            parts.add(new BytesMessage(node, new byte[1])
                    .putHeader(ClassConfigurator.getProtocolId(FRAG4.class), new FragHeader(id, number - 1, number)));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeMessageList(
                node, HostileFrame.STRANGER, "test".getBytes(US_ASCII), parts, new DataOutputStream(bytes), false);
        return bytes.toByteArray();
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Two nodes with one peer each. */
    private final class Pair {

        private final TestNode a;
        private final TestNode b;
        private final TracedClient onA;
        private final TracedClient onB;

        Pair(TestNode a, TestNode b, TracedClient onA, TracedClient onB) {
            this.a = a;
            this.b = b;
            this.onA = onA;
            this.onB = onB;
        }

        /** Checks that the nodes still know each other, and that events arrive both ways. */
        void exchangeEvents() {
            int event = ++events;
            onA.to(onB, event);
            onB.to(onA, event);
            await().atMost(SOON)
                    .until(() -> onB.heard("from", "\"data\":" + event) && onA.heard("from", "\"data\":" + event));
            assertThat(a.nodesSeen()).isEqualTo(2);
            assertThat(b.nodesSeen()).isEqualTo(2);
            assertThat(onA.heard("peer_left", "")).isFalse();
            assertThat(onB.heard("peer_left", "")).isFalse();
        }
    }
}
