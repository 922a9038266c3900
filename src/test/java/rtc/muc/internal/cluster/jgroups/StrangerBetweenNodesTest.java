package rtc.muc.internal.cluster.jgroups;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jgroups.JChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/** Tests a stranger without the key between node a and node b: a connects to the stranger, and the stranger to b. */
@Timeout(120)
final class StrangerBetweenNodesTest {

    private static final ClusterKey KEY = new ClusterKey("the key of the nodes, which nobody else has");
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Enough time to forward the bytes even on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int RANDOM_BYTES = 32;

    /** The size of the record with the first bytes that JGroups sends. */
    private static final int GREETING_BYTES = AuthenticatedRecord.HEAD_BYTES + 15;

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Integer> ports;
    private final TestNode b;
    private final ManInTheMiddle between;

    StrangerBetweenNodesTest() throws IOException {
        ports = TestNode.freePorts(3);
        b = keep(TestNode.start("b", codec, List.of(ports.get(1)), KEY, PATIENCE));
        between = keep(new ManInTheMiddle(ports.get(2), ports.get(1)));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        codec.close();
    }

    @Test
    void aRelayedAnswerDoesNotLetAStrangerSend() throws Exception {
        CompletableFuture<Boolean> closed = between.onNext((fromA, toB) -> {
            fromA.raw(toB.read(RANDOM_BYTES));
            toB.raw(fromA.read(RANDOM_BYTES));
            toB.greet(ports.get(0));
            return toB.isClosed();
        });
        startA();

        assertThat(closed.get(SOON.toSeconds(), SECONDS)).isTrue();
    }

    @Test
    void aFullyRelayedConnectionToAnotherAddressIsRefused() throws Exception {
        CompletableFuture<Boolean> closed = between.onNext((fromA, toB) -> {
            fromA.raw(toB.read(RANDOM_BYTES));
            toB.raw(fromA.read(RANDOM_BYTES + GREETING_BYTES));
            return toB.isClosed();
        });
        startA();

        assertThat(closed.get(SOON.toSeconds(), SECONDS)).isTrue();
    }

    @Test
    void nodesConnectThroughARouterWhoseAddressTheyAnnounce(@TempDir Path directory) throws Exception {
        b.close();
        between.passOnEverything();
        try (JChannel behind = behindTheRouter(directory)) {
            TestNode a = startA();

            await().atMost(SOON)
                    .until(() -> a.nodesSeen() == 2 && behind.getView().size() == 2);
        }
    }

    @Test
    void bytesAddedToARoutedConnectionCloseIt(@TempDir Path directory) throws Exception {
        b.close();
        CompletableFuture<Boolean> closed = between.onNext((fromA, toB) -> {
            fromA.raw(toB.read(RANDOM_BYTES));
            toB.raw(fromA.read(RANDOM_BYTES + GREETING_BYTES));
            toB.raw(new byte[GREETING_BYTES]);
            return toB.isClosed();
        });
        try (JChannel behind = behindTheRouter(directory)) {
            startA();

            assertThat(closed.get(SOON.toSeconds(), SECONDS)).isTrue();
            assertThat(behind.isConnected()).isTrue();
        }
    }

    /** Opens a channel that replaces node b, and that announces the address of the stranger as its own. */
    private JChannel behindTheRouter(Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("jgroups.xml"), """
                <config xmlns="urn:org:jgroups">
                    <TCP bind_addr="127.0.0.1" bind_port="%d" port_range="0" diag.enabled="false"
                         external_addr="127.0.0.1" external_port="%d"/>
                    <TCPPING initial_hosts="127.0.0.1[%2$d]" port_range="0"/>
                    <MERGE3 min_interval="1000" max_interval="3000"/>
                    <NAKACK4/>
                    <UNICAST4/>
                    <pbcast.GMS print_local_addr="false"/>
                    <FRAG4/>
                </config>
                """.formatted(ports.get(1), between.port()));
        ClusterRules.OwnChannel own = new ClusterRules.OwnChannel("127.0.0.1", 7800, List.of(), file.toString());
        return OwnChannel.open(
                new ClusterRules(true, "test", KEY, 1 << 26, own), PATIENCE, new LimitedLogs(System::nanoTime));
    }

    /** Starts node a, which is configured with the address of the stranger instead of node b's. */
    private TestNode startA() throws IOException {
        return keep(TestNode.start("a", codec, List.of(ports.get(0), between.port()), KEY, PATIENCE));
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(0, one);
        return one;
    }
}
