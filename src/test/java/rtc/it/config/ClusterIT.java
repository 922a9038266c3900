package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.it.ServerMetrics;
import rtc.wire.RawWebSocket;

/** Two WildFly processes as downloaded, with {@code cluster.cli} and the WAR, that share their rooms. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
final class ClusterIT {

    private static final int EVENTS = 5000;
    private static final int PAIRS = 200;

    @RegisterExtension
    static final WildFlyNodes NODES = new WildFlyNodes(2);

    private static final ClusterClients CLIENTS = new ClusterClients(NODES);

    @Test
    @Order(1)
    void applyingTheScriptAgainChangesNothing() {
        assertThat(NODES.configurations().get(1))
                .isEqualTo(NODES.configurations().get(0))
                .contains("FD_SOCK2", "muc-node-8");
    }

    @Test
    @Order(2)
    void peersOfTwoNodesExchangeMessagesAndLeave() throws IOException {
        try (RawWebSocket first = CLIENTS.open(0, "meet")) {
            String firstId = first.join();
            try (RawWebSocket second = await().until(() -> CLIENTS.meets("meet", firstId), found -> true)) {
                assertThat(first.text()).contains("\"peer_joined\"");
                first.send(json("{'type':'status','status':{'n':7}}"));
                assertThat(second.text()).contains("\"peer_status\"", firstId, "\"n\":7");
                second.send(json("{'type':'to','peer':'" + firstId + "','event':'hello','data':1}"));
                assertThat(first.text()).contains("\"from\"", "\"hello\"");
                first.send(json("{'type':'leave'}"));
                assertThat(second.text()).contains("\"peer_left\"", firstId);
            }
        }
    }

    @Test
    @Order(3)
    void oneOfTwoSimultaneousJoinsIsFirst() throws IOException {
        int supplementary = 0;
        List<Long> joins = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            try (RawWebSocket first = CLIENTS.open(0, "pair" + pair);
                    RawWebSocket second = CLIENTS.open(1, "pair" + pair)) {
                CrossingJoins crossing = CrossingJoins.of(first, second);
                joins.add(crossing.nanos().get(0));
                assertThat(crossing.areOriented()).as(crossing.toString()).isTrue();
                supplementary += crossing.supplementary() ? 1 : 0;
            }
        }
        joins.sort(null);
        System.out.printf(
                "Cluster: %d pairs, %d supplementary joined, join p50 %d us, p99 %d us%n",
                PAIRS, supplementary, joins.get(PAIRS / 2) / 1000, joins.get(PAIRS * 99 / 100) / 1000);
    }

    @Test
    @Order(4)
    void manyEventsArriveOnceAndInOrder() throws Exception {
        try (RawWebSocket first = CLIENTS.open(0, "many")) {
            String firstId = first.join();
            try (RawWebSocket second = CLIENTS.meets("many", firstId)) {
                first.text();
                long start = System.nanoTime();
                Thread sender = new Thread(() -> sendAll(second, firstId));
                sender.start();
                for (int i = 0; i < EVENTS; i++) {
                    assertThat(first.text()).contains("\"data\":" + i + "}");
                }
                sender.join();
                System.out.printf(
                        "Cluster: %d events to another node in %d ms%n", EVENTS, ClusterClients.millisSince(start));
            }
        }
    }

    @Test
    @Order(5)
    void peersOfAnUndeployedNodeLeaveAtOnceAndTheNodeCanReturn() throws Exception {
        for (int times = 0; times < 2; times++) {
            try (RawWebSocket first = CLIENTS.open(0, "undeploy" + times)) {
                String firstId = first.join();
                try (RawWebSocket second = CLIENTS.meets("undeploy" + times, firstId)) {
                    String secondId = ClusterClients.id(first.text(), "peer");
                    Thread undeployment = new Thread(() -> undeploySecond());
                    undeployment.start();
                    assertThat(second.awaitClose()).isEqualTo(1012);
                    long start = System.nanoTime();
                    assertThat(first.text()).contains("\"peer_left\"", secondId);
                    assertThat(ClusterClients.millisSince(start)).isLessThan(1000);
                    System.out.printf(
                            "Cluster: undeployed, peers left after %d ms%n", ClusterClients.millisSince(start));
                    undeployment.join();
                }
            }
            NODES.deploy(1);
            CLIENTS.awaitLinked("again" + times);
        }
    }

    @Test
    @Order(6)
    void aNodePausedForFiveSecondsKeepsItsPeers() throws Exception {
        try (RawWebSocket first = CLIENTS.open(0, "pause")) {
            String firstId = first.join();
            try (RawWebSocket second = CLIENTS.meets("pause", firstId)) {
                String secondId = ClusterClients.id(first.text(), "peer");
                NODES.process(1).signal("STOP");
                try {
                    assertThat(first.readable(Duration.ofSeconds(5))).isFalse();
                } finally {
                    NODES.process(1).signal("CONT");
                }
                first.send(json("{'type':'to','peer':'" + secondId + "','event':'hello','data':1}"));
                assertThat(second.text()).contains("\"from\"", firstId);
                assertThat(first.readable(Duration.ofSeconds(2))).isFalse();
            }
        }
    }

    @Test
    @Order(7)
    void peersOfAKilledNodeLeaveWithinThreeSeconds() throws Exception {
        try (RawWebSocket first = CLIENTS.open(0, "kill")) {
            String firstId = first.join();
            RawWebSocket second = CLIENTS.meets("kill", firstId);
            String secondId = ClusterClients.id(first.text(), "peer");
            long start = System.nanoTime();
            NODES.process(1).kill();
            assertThat(first.text()).contains("\"peer_left\"", secondId);
            System.out.printf("Cluster: killed, peers left after %d ms%n", ClusterClients.millisSince(start));
            assertThat(ClusterClients.millisSince(start)).isLessThan(3000);
            second.reset();
        }
        NODES.process(1).close();
        NODES.start(1);
        CLIENTS.awaitLinked("after the kill");
    }

    @Test
    @Order(8)
    void theMetricsShowTheOtherNodeAndItsFailures() throws IOException {
        try (ServerMetrics metrics = ServerMetrics.of(NODES.process(0).pid())) {
            assertThat(metrics.read("type=Cluster", "NodesVisible")).isEqualTo(1);
            assertThat(metrics.read("type=Cluster", "NodesConnected")).isEqualTo(1);
            assertThat(metrics.read("type=Cluster", "SessionsEndedBySilence")).isPositive();
            assertThat(metrics.read("type=Cluster", "SessionsEnded")).isGreaterThanOrEqualTo(3);
            assertThat(metrics.read("type=Cluster", "MessagesReceived")).isGreaterThan(EVENTS);
            assertThat(metrics.read("type=Cluster", "MessagesRejected")).isZero();
        }
    }

    private static void sendAll(RawWebSocket from, String recipient) {
        try {
            for (int i = 0; i < EVENTS; i++) {
                from.send(json("{'type':'to','peer':'" + recipient + "','event':'e','data':" + i + "}"));
                if (i % 100 == 99) {
                    TimeUnit.SECONDS.sleep(0);
                }
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
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
