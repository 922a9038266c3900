package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.FreePorts;
import rtc.it.Deployed;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * WildFly and Payara Micro form a cluster with a key, because both open the application's own channel. Another WildFly
 * with the same key uses the channel of {@code cluster.cli}, so it stays outside.
 */
@Tag("cluster-load")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
final class MixedServersIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Longer than the pauses between attempts to merge. */
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private static final Path HOME = Path.of(System.getProperty("muc.it.home", ""));
    private static final Path PAYARA_JAR =
            HOME.resolve("../../payara-micro/payara-micro.jar").normalize();

    /** For WildFly and for Payara Micro: the ports of their own channels, then their ports for HTTP. */
    private static final List<Integer> PORTS = FreePorts.some(4, WildFlyNodes.FAILURE_PORT);

    @RegisterExtension
    static final WildFlyNodes OUTSIDE = WildFlyNodes.lookingFor(PORTS.subList(0, 2));

    private static final URI ON_WILDFLY = URI.create("ws://127.0.0.1:" + PORTS.get(2) + "/muc-signaling/");
    private static final URI ON_PAYARA = URI.create("ws://127.0.0.1:" + PORTS.get(3) + "/");
    private static final List<Runnable> STOPS = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static WildFlyProcess wildFly;

    @SuppressWarnings("NullAway.Init")
    private static PayaraMicroProcess payara;

    /**
     * A client in a room.
     *
     * @param joined what the server sent in answer to its join
     */
    private record Client(RawWebSocket socket, String joined) implements AutoCloseable {

        static Client join(URI node, String room) throws IOException {
            RawWebSocket socket = Handshake.with(node, "/muc/" + room).open();
            socket.send(json("{'type':'join'}"));
            return new Client(socket, socket.text());
        }

        String id() {
            return ClusterClients.id(joined);
        }

        void sendTo(Client other, String event) throws IOException {
            socket.send(json("{'type':'to','peer':'" + other.id() + "','event':'" + event + "','data':1}"));
        }

        /** Reads messages until one contains all these parts. */
        void awaitMessage(String... parts) throws IOException {
            String text = socket.text();
            while (!List.of(parts).stream().allMatch(text::contains)) {
                text = socket.text();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeAll
    @Timeout(300)
    static void start() throws IOException {
        wildFly = WildFlyProcess.start(HOME, HOME.resolveSibling("cluster-mixed"), FreePorts.one(), wildFlyOptions());
        STOPS.add(wildFly::close);
        wildFly.deploy(Deployed.file());
        payara = PayaraMicroProcess.start(
                PAYARA_JAR,
                Deployed.file().resolveSibling("muc-signaling-cluster.war"),
                PAYARA_JAR.resolveSibling("cluster-mixed"),
                PORTS.get(3),
                clusterOptions(PORTS.get(1)),
                List.of("--nocluster"));
        STOPS.add(payara::close);
    }

    @AfterAll
    static void stop() {
        STOPS.forEach(Runnable::run);
    }

    @Test
    @Order(1)
    void peersOnWildFlyAndPayaraMeetAndExchangeEvents() throws IOException {
        try (Client first = Client.join(ON_WILDFLY, "meet");
                Client second = joinBeside(first, ON_PAYARA, "meet")) {
            first.awaitMessage("\"peer_joined\"", second.id());
            second.sendTo(first, "hello");
            first.awaitMessage("\"from\"", second.id(), "\"hello\"");
            first.sendTo(second, "thanks");
            second.awaitMessage("\"from\"", first.id(), "\"thanks\"");
            second.socket().send(json("{'type':'status','status':{'n':7}}"));
            first.awaitMessage("\"peer_status\"", second.id(), "\"n\":7");
            first.socket().send(json("{'type':'leave'}"));
            second.awaitMessage("\"peer_left\"", first.id());
        }
    }

    @Test
    @Order(2)
    void aWildFlyWithTheServersChannelStaysOutsideAndTheOthersLogTheReason() throws IOException {
        String reason = "uses WildFly's channel (cluster.cli) instead of a channel of the application";
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(wildFly.log()).contains(reason);
            assertThat(payara.log()).contains(reason);
        });
        try (Client first = Client.join(ON_WILDFLY, "outside");
                Client second = joinBeside(first, ON_PAYARA, "outside");
                Client outside = Client.join(OUTSIDE.ws(0), "outside")) {
            first.awaitMessage("\"peer_joined\"", second.id());
            assertThat(outside.joined()).doesNotContain(first.id(), second.id());
            assertThat(outside.socket().readable(A_WHILE)).isFalse();
            assertThat(first.socket().readable(Duration.ZERO)).isFalse();
            assertThat(second.socket().readable(Duration.ZERO)).isFalse();
        }
        assertThat(OUTSIDE.process(0).log()).contains("Nodes of the cluster: [node-0");
        for (String log :
                List.of(wildFly.log(), payara.log(), OUTSIDE.process(0).log())) {
            assertThat(log)
                    .doesNotContainPattern("Nodes of the cluster: .*(, node-0|node-0.*, )")
                    .doesNotContain(WildFlyNodes.KEY);
        }
    }

    @Test
    @Order(3)
    void peersOfAKilledWildFlyLeaveOnPayaraAndItComesBack() throws IOException {
        assertPeersLeave("a WildFly", ON_WILDFLY, wildFly::kill, ON_PAYARA);
        wildFly.close();
        wildFly = wildFly.again(wildFlyOptions());
        STOPS.add(wildFly::close);
        try (Client first = Client.join(ON_PAYARA, "back");
                Client second = joinBeside(first, ON_WILDFLY, "back")) {
            first.awaitMessage("\"peer_joined\"", second.id());
        }
    }

    @Test
    @Order(4)
    void peersOfAKilledPayaraLeaveOnWildFly() throws IOException {
        assertPeersLeave("a Payara Micro", ON_PAYARA, payara::kill, ON_WILDFLY);
    }

    private static void assertPeersLeave(String server, URI killed, Runnable kill, URI other) throws IOException {
        String room = "kill-" + killed.getPort();
        try (Client stays = Client.join(other, room)) {
            Client leaves = joinBeside(stays, killed, room);
            long start = System.nanoTime();
            kill.run();
            stays.awaitMessage("\"peer_left\"", leaves.id());
            long millis = ClusterClients.millisSince(start);
            System.out.printf("Mixed cluster: %s was killed, its peers had left after %d ms%n", server, millis);
            assertThat(millis).isLessThan(3000);
            leaves.socket().reset();
        }
    }

    /** {@return a client on another node that has found this one; clients that do not find it leave again} */
    private static Client joinBeside(Client first, URI node, String room) {
        return await().atMost(SOON)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            Client second = Client.join(node, room);
                            if (!second.joined().contains(first.id())) {
                                second.close();
                            }
                            return second;
                        },
                        second -> second.joined().contains(first.id()));
    }

    private static List<String> wildFlyOptions() {
        List<String> options = new ArrayList<>(clusterOptions(PORTS.get(0)));
        options.addAll(
                List.of("-Djboss.node.name=wildfly", "-Djboss.http.port=" + PORTS.get(2), "-Djboss.https.port=0"));
        return options;
    }

    /** {@return the settings of a node whose own channel listens on this port} */
    private static List<String> clusterOptions(int port) {
        String outside = "127.0.0.1:" + OUTSIDE.channelPort(0);
        return List.of(
                "-Dmuc.cluster=on",
                "-Dmuc.cluster-key=" + WildFlyNodes.KEY,
                "-Dmuc.cluster-port=" + port,
                "-Dmuc.cluster-members=127.0.0.1:" + PORTS.get(0) + ",127.0.0.1:" + PORTS.get(1) + "," + outside);
    }
}
