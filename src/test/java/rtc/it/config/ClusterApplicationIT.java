package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.signaling.MucSignaling;
import rtc.signaling.WebSocketChannel;
import rtc.wire.RawWebSocket;

/** An application and reconnecting clients on two WildFly processes that form a cluster. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
final class ClusterApplicationIT {

    @RegisterExtension
    static final WildFlyNodes NODES = new WildFlyNodes(2);

    private static final ClusterClients CLIENTS = new ClusterClients(NODES);

    @Test
    @Order(1)
    void theRoomManagerListsSendsEndsAndBansOnAllNodes() throws Exception {
        try (RawWebSocket ada = CLIENTS.named(0, "manager", "ada")) {
            ada.send(json("{'type':'join','events':true}"));
            String adaId = ClusterClients.id(ada.text());
            CLIENTS.awaitKnown(1, "manager", adaId);
            try (RawWebSocket bob = CLIENTS.named(1, "manager", "bob")) {
                bob.send(json("{'type':'join','events':true}"));
                String bobId = ClusterClients.id(bob.text());
                ada.text();
                String shown = Stream.of(adaId + "@node-0/ada/127.0.0.1", bobId + "@node-1/bob/127.0.0.1")
                        .sorted()
                        .collect(Collectors.joining(" "));
                assertThat(CLIENTS.ask(0, "do=peers&room=manager")).isEqualTo(shown);
                assertThat(CLIENTS.ask(1, "do=peers&room=manager")).isEqualTo(shown);

                assertThat(CLIENTS.ask(0, "do=send&room=manager&who=" + bobId)).isEqualTo("true");
                assertThat(bob.text()).isEqualTo(json("{'type':'event','event':'notice','data':1}"));
                assertThat(CLIENTS.ask(1, "do=all&room=manager")).isEqualTo("2");
                assertThat(ada.text()).isEqualTo(json("{'type':'event','event':'notice','data':2}"));
                assertThat(bob.text()).isEqualTo(json("{'type':'event','event':'notice','data':2}"));
                assertThat(CLIENTS.ask(1, "do=end&room=manager&who=" + adaId)).isEqualTo("true");
                assertThat(ada.awaitClose()).isEqualTo(4403);
                assertThat(bob.text()).contains("\"peer_left\"", adaId);

                assertThat(CLIENTS.ask(0, "do=ban&who=bob")).isEqualTo("1");
                assertThat(bob.awaitClose()).isEqualTo(4403);
            }
            assertThat(CLIENTS.handshake(1, "manager", "bob").status()).isEqualTo(403);
            NODES.undeploy(1);
            NODES.deploy(1);
            CLIENTS.awaitLinked("banned");
            assertThat(CLIENTS.handshake(1, "manager", "bob").status()).isEqualTo(403);
            assertThat(CLIENTS.ask(1, "do=unban&who=bob")).isEqualTo("true");
            await().untilAsserted(() ->
                    assertThat(CLIENTS.handshake(0, "manager", "bob").status()).isEqualTo(101));
        }
    }

    @Test
    @Order(2)
    void aClientThatReturnsOnAnotherNodeLeavesNoGhostPeer() throws Exception {
        try (RawWebSocket watching = CLIENTS.open(0, "back")) {
            String watchingId = watching.join();
            CLIENTS.awaitKnown(1, "back", watchingId);
            RawWebSocket lost = CLIENTS.open(1, "back");
            lost.send(json("{'type':'join','resume':true}"));
            String joined = lost.text();
            assertThat(joined).contains(watchingId);
            assertThat(watching.text()).contains("\"peer_joined\"");
            lost.reset();
            assertThat(watching.readable(Duration.ofSeconds(1))).isFalse();

            try (RawWebSocket back = CLIENTS.open(0, "back")) {
                long start = System.nanoTime();
                back.send(json("{'type':'resume','token':'%s','received':1}")
                        .formatted(ClusterClients.id(joined, "token")));
                assertThat(back.text()).contains("\"not_resumable\"");
                assertThat(watching.text()).contains("\"peer_left\"", ClusterClients.id(joined));
                System.out.printf(
                        "Cluster: came back on another node, old peer left after %d ms%n",
                        ClusterClients.millisSince(start));
                assertThat(ClusterClients.millisSince(start)).isLessThan(1000);
                back.send(json("{'type':'join'}"));
                assertThat(back.text()).contains("\"joined\"", watchingId).doesNotContain(ClusterClients.id(joined));
            }
        }
    }

    @Test
    @Order(3)
    void peersOfAnUndeployedNodeLeaveEverywhereAndClientsReconnectElsewhere() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        BlockingQueue<Long> times = new LinkedBlockingQueue<>();
        try (RawWebSocket watching = CLIENTS.open(0, "drain");
                MucSignaling client = MucSignaling.builder(() -> WebSocketChannel.builder(
                                        NODES.ws(attempts.incrementAndGet() % 2) + "muc", "drain")
                                .accessToken(() -> ClusterClients.token("drain", "guest"))
                                .build())
                        .reconnect()
                        .build()) {
            CLIENTS.awaitKnown(1, "drain", watching.join());
            client.onInterrupted(interruption -> times.add(System.nanoTime()));
            client.onReconnected((before, now) -> times.add(System.nanoTime()));
            client.connect().get(10, TimeUnit.SECONDS);
            assertThat(watching.text()).contains("\"peer_joined\"", client.id());
            RawWebSocket lost = CLIENTS.open(1, "drain");
            lost.send(json("{'type':'join','resume':true}"));
            String joined = lost.text();
            assertThat(watching.text()).contains("\"peer_joined\"", ClusterClients.id(joined));
            lost.reset();
            String oldId = client.id();

            Thread undeployment = new Thread(() -> undeploySecond());
            undeployment.start();
            List<String> left = List.of(watching.text(), watching.text());
            assertThat(left).allMatch(text -> text.contains("\"peer_left\""));
            assertThat(left)
                    .anyMatch(text -> text.contains(oldId))
                    .anyMatch(text -> text.contains(ClusterClients.id(joined)));
            assertThat(watching.text()).contains("\"peer_joined\"");
            long interrupted = Objects.requireNonNull(times.poll(10, TimeUnit.SECONDS));
            long reconnected = Objects.requireNonNull(times.poll(10, TimeUnit.SECONDS));
            System.out.printf(
                    "Cluster: undeployed, a Java client found another node after %d ms%n",
                    TimeUnit.NANOSECONDS.toMillis(reconnected - interrupted));
            assertThat(reconnected - interrupted).isLessThan(TimeUnit.SECONDS.toNanos(1));
            undeployment.join();
        }
        NODES.deploy(1);
        CLIENTS.awaitLinked("drained");
    }

    @Test
    @Order(4)
    void resumablePeersOfANodeThatShutsDownLeaveAtOnce() throws Exception {
        try (RawWebSocket first = CLIENTS.open(0, "shutdown")) {
            String firstId = first.join();
            CLIENTS.awaitKnown(1, "shutdown", firstId);
            try (RawWebSocket second = CLIENTS.open(1, "shutdown")) {
                second.send(json("{'type':'join','resume':true}"));
                assertThat(second.text()).contains(firstId);
                String secondId = ClusterClients.id(first.text(), "peer");
                NODES.process(1).signal("TERM");
                assertThat(second.awaitClose()).as("WildFly's own end of it").isIn(1001, 1012);
                long start = System.nanoTime();
                assertThat(first.text()).contains("\"peer_left\"", secondId);
                System.out.printf("Cluster: shut down, peers left after %d ms%n", ClusterClients.millisSince(start));
                assertThat(ClusterClients.millisSince(start)).isLessThan(2000);
                await().atMost(30, TimeUnit.SECONDS)
                        .until(() -> !NODES.process(1).isAlive());
                assertThat(NODES.process(1).log())
                        .contains("WFLYCLJG0034: Disconnecting")
                        .doesNotContain("The server has disconnected its channel");
                String log = NODES.process(0).log();
                assertThat(log.substring(log.lastIndexOf("A session with node node-1 has begun")))
                        .contains("The session with node node-1 has ended, because it stops");
            }
        }
    }

    private static void undeploySecond() {
        try {
            NODES.undeploy(1);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
