package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import rtc.FreePorts;
import rtc.it.Deployed;
import rtc.it.ServerMetrics;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Two Payara Micro processes with {@code muc-signaling-cluster.war} and a key. Payara's own cluster, Hazelcast, is
 * enabled.
 */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
final class PayaraClusterIT {

    private static final Path JAR = Path.of(System.getProperty("muc.it.home", ""))
            .resolve("../../payara-micro/payara-micro.jar")
            .normalize();
    private static final List<PayaraMicroProcess> NODES = new ArrayList<>();

    @BeforeAll
    @Timeout(300)
    static void start() throws IOException {
        List<Integer> ports = FreePorts.some(6, WildFlyNodes.FAILURE_PORT);
        for (int node = 0; node < 2; node++) {
            NODES.add(PayaraMicroProcess.start(
                    JAR,
                    Deployed.file().resolveSibling("muc-signaling-cluster.war"),
                    JAR.resolveSibling("cluster-" + node),
                    ports.get(node),
                    List.of(
                            "-Dmuc.cluster=on",
                            "-Dmuc.cluster-key=the key of the nodes, which nobody else has",
                            "-Dmuc.cluster-port=" + ports.get(2 + node),
                            "-Dmuc.cluster-members=127.0.0.1:" + ports.get(2) + ",127.0.0.1:" + ports.get(3)),
                    List.of(
                            "--interfaces",
                            "127.0.0.1",
                            "--startport",
                            Integer.toString(ports.get(4 + node)),
                            "--clustermode",
                            "tcpip:127.0.0.1:" + ports.get(4) + ",127.0.0.1:" + ports.get(5))));
        }
    }

    @AfterAll
    static void stop() {
        NODES.forEach(PayaraMicroProcess::close);
    }

    @Test
    @Order(1)
    void peersOfTwoNodesMeetAndExchangeEvents() throws IOException {
        try (RawWebSocket first = open(0, "meet")) {
            String firstId = first.join();
            try (RawWebSocket second = meets("meet", firstId)) {
                String secondId = id(first.text(), "peer");
                second.send(to(firstId, "hello"));
                assertThat(first.text()).contains("\"from\"", secondId, "\"hello\"");
                first.send(to(secondId, "thanks"));
                assertThat(second.text()).contains("\"from\"", firstId, "\"thanks\"");
                second.send(json("{'type':'leave'}"));
                assertThat(first.text()).contains("\"peer_left\"", secondId);
            }
        }
    }

    @Test
    @Order(2)
    void theLogReportsEncryptionWithoutTheKey() throws IOException {
        for (PayaraMicroProcess node : NODES) {
            assertThat(node.log())
                    .contains("encrypted and authenticated with muc.cluster-key")
                    .doesNotContain("the key of the nodes");
        }
    }

    @Test
    @Order(3)
    void payarasOwnClusterHasBothNodes() {
        await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(NODES)
                .allSatisfy(node -> assertThat(node.log()).contains("DG Size: 2")));
    }

    @Test
    @Order(4)
    void peersOfAKilledNodeLeaveWithinThreeSeconds() throws IOException {
        try (RawWebSocket first = open(0, "kill")) {
            String firstId = first.join();
            RawWebSocket second = meets("kill", firstId);
            String secondId = id(first.text(), "peer");
            long start = System.nanoTime();
            NODES.get(1).kill();
            assertThat(first.text()).contains("\"peer_left\"", secondId);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            System.out.printf("Payara Micro: killed, peers left after %d ms%n", millis);
            assertThat(millis).isLessThan(3000);
            second.reset();
        }
        try (ServerMetrics metrics = ServerMetrics.of(NODES.get(0).pid())) {
            assertThat(metrics.read("type=Cluster", "NodesConnected")).isZero();
            assertThat(metrics.read("type=Cluster", "SessionsEndedBySilence")).isPositive();
            assertThat(metrics.read("type=Cluster", "MessagesReceived")).isPositive();
            assertThat(metrics.read("type=Cluster", "MessagesRejected")).isZero();
        }
    }

    private static RawWebSocket open(int node, String room) throws IOException {
        return Handshake.with(NODES.get(node).ws(), "/muc/" + room).open();
    }

    /** {@return a peer on the second node that has found this peer of the first node} */
    private static RawWebSocket meets(String room, String firstId) throws IOException {
        await().atMost(30, TimeUnit.SECONDS).until(() -> knows("await-" + room));
        RawWebSocket second = open(1, room);
        second.send(json("{'type':'join'}"));
        assertThat(second.text()).contains(firstId);
        return second;
    }

    /** {@return whether the nodes have a session: a peer of the first is known to the second} */
    private static boolean knows(String room) throws IOException {
        try (RawWebSocket first = open(0, room);
                RawWebSocket second = open(1, room)) {
            String firstId = first.join();
            second.send(json("{'type':'join'}"));
            return second.text().contains(firstId);
        }
    }

    private static String to(String peer, String event) {
        return json("{'type':'to','peer':'" + peer + "','event':'" + event + "','data':1}");
    }

    private static String id(String message, String key) {
        String before = "\"" + key + "\":\"";
        int start = message.indexOf(before) + before.length();
        return message.substring(start, message.indexOf('"', start));
    }
}
