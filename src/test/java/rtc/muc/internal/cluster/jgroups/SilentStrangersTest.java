package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/** Tests nodes with a key, and connections on which frozen nodes or strangers send nothing. */
@Timeout(120)
final class SilentStrangersTest {

    private static final ClusterKey KEY = new ClusterKey("the key of the nodes, which nobody else has");
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Longer than any test, so a test fails if a node waits for a silent connection. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Integer> ports;

    SilentStrangersTest() throws IOException {
        ports = TestNode.freePorts(3);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        codec.close();
    }

    @Test
    void aFrozenNodeDoesNotDelayTheOtherNodes() throws Exception {
        ServerSocket frozen = new ServerSocket(ports.get(2), 50, InetAddress.getLoopbackAddress());
        open.add(frozen);
        TestNode a = start("a", List.of(ports.get(0), frozen.getLocalPort(), ports.get(1)), FOR_EVER);
        open.add(frozen.accept());
        TestNode b = start("b", List.of(ports.get(1), frozen.getLocalPort(), ports.get(0)), FOR_EVER);
        open.add(frozen.accept());

        meet(a, b);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 300})
    void silentConnectionsDoNotPreventANodeFromJoining(int connections) throws Exception {
        TestNode a = start("a", ports, FOR_EVER);
        for (int i = 0; i < connections; i++) {
            open.add(0, new RawConnection(ports.get(0)));
        }
        TestNode b = start("b", List.of(ports.get(1), ports.get(0)), FOR_EVER);

        meet(a, b);
        assertThat(connectionThreads()).hasSizeLessThanOrEqualTo(2 * (UnprovenConnections.MOST + 1));
    }

    @Test
    void bytesThatTrickleInDoNotKeepAConnectionOpen() throws Exception {
        start("a", ports, Duration.ofMillis(200));
        RawConnection stranger = new RawConnection(ports.get(0));
        open.add(0, stranger);
        CompletableFuture<Void> trickle = new CompletableFuture<>();
        Thread sender = new Thread(() -> {
            while (!trickle.isDone()) {
                stranger.raw(new byte[] {0});
                LockSupport.parkNanos(20_000_000);
            }
        });
        sender.start();
        assertThat(stranger.isClosed()).isTrue();
        trickle.complete(null);
        sender.join();
    }

    @Test
    void connectionThreadsEndWhenTheNodeIsClosed() throws Exception {
        TestNode a = start("a", ports, FOR_EVER);
        for (int i = 0; i < 5; i++) {
            open.add(0, new RawConnection(ports.get(0)));
        }
        await().atMost(SOON).until(() -> connectionThreads().size() == 6);
        Set<Thread> before = connectionThreads();
        open.remove(a);
        a.close();

        await().atMost(SOON).until(() -> before.stream().noneMatch(Thread::isAlive));
    }

    /** {@return the threads of all nodes that accept and check connections} */
    private static Set<Thread> connectionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("muc-cluster-connection"))
                .collect(Collectors.toSet());
    }

    /** Checks that both nodes see each other's peers, and that events arrive both ways. */
    private static void meet(TestNode a, TestNode b) throws IOException {
        TracedClient onA = a.client("room");
        TracedClient onB = b.client("room");
        onA.join();
        onB.join();
        await().atMost(SOON)
                .until(() -> a.roster("room").size() == 2 && b.roster("room").size() == 2);
        onA.to(onB, 1);
        onB.to(onA, 2);
        await().atMost(SOON).until(() -> onB.heard("from", "\"data\":1") && onA.heard("from", "\"data\":2"));
    }

    private TestNode start(String name, List<Integer> members, Duration patience) throws IOException {
        TestNode node = TestNode.start(name, codec, members, KEY, patience);
        open.add(node);
        return node;
    }
}
