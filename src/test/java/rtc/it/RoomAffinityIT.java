package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** The balancers that {@code wildfly-config} configures, in front of three nodes that only send their names. */
@Tag("page")
@Timeout(120)
final class RoomAffinityIT {

    private static final Duration LONG = Duration.ofSeconds(40);

    @RegisterExtension
    private final StandInNodes nodes = new StandInNodes("node-a", "node-b", "node-c");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void allClientsOfARoomReachTheSameNode(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind, UnaryOperator.identity())) {
            Map<String, String> regular = BalancedRooms.nodes(balancer, 0);
            for (int spelling = 1; spelling < BalancedRooms.SPELLINGS; spelling++) {
                assertThat(BalancedRooms.nodes(balancer, spelling)).isEqualTo(regular);
            }

            Map<String, Long> shares =
                    regular.values().stream().collect(Collectors.groupingBy(node -> node, Collectors.counting()));
            assertThat(shares.values()).hasSize(3).allMatch(rooms -> rooms > BalancedRooms.COUNT / 6);
            System.out.printf("%s: each room is on one node, by node %s%n", kind, shares);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheRoomsOfAStoppedNodeMoveAndTheyReturnWithIt(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind, UnaryOperator.identity())) {
            Map<String, String> before = BalancedRooms.nodes(balancer, 0);
            StandInNode stopped = nodes.get(1);
            long start = System.nanoTime();
            stopped.close();
            Map<String, String> without = BalancedRooms.nodesAfterStop(balancer);
            long took = System.nanoTime() - start;
            Map<String, String> moved = BalancedRooms.moved(before, without);

            assertThat(without).doesNotContainValue(stopped.name());
            assertThat(moved.keySet()).isEqualTo(BalancedRooms.on(stopped.name(), before));
            assertThat(Set.copyOf(moved.values())).hasSize(2);

            stopped.start();
            await().atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreException(EOFException.class)
                    .untilAsserted(
                            () -> assertThat(BalancedRooms.nodes(balancer, 0)).isEqualTo(before));
            System.out.printf(
                    "%s: a node stopped, %d of %d rooms moved; %d new connections took %d ms%n",
                    kind, moved.size(), BalancedRooms.COUNT, BalancedRooms.COUNT, took / 1_000_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerWithoutTheApplicationReceivesNoClients(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind, UnaryOperator.identity())) {
            Map<String, String> before = BalancedRooms.nodes(balancer, 0);
            StandInNode undeployed = nodes.get(2);
            undeployed.undeploy();

            Map<String, String> without = BalancedRooms.nodesAfterStop(balancer);
            assertThat(BalancedRooms.moved(before, without).keySet())
                    .isEqualTo(BalancedRooms.on(undeployed.name(), before));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFullNodeAffectsOnlyTheClientsThatItRefuses(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind, UnaryOperator.identity())) {
            Map<String, String> before = BalancedRooms.nodes(balancer, 0);
            StandInNode full = nodes.get(0);
            full.full(true);
            Map<String, String> moved = BalancedRooms.moved(before, BalancedRooms.nodes(balancer, 0));
            assertThat(moved.keySet()).isEqualTo(BalancedRooms.on(full.name(), before));

            nodes.all().forEach(node -> node.full(true));
            assertThat(Handshake.with(balancer.address(), "/muc/refused").status())
                    .isEqualTo(503);
            nodes.all().forEach(node -> node.full(false));
            assertThat(BalancedRooms.nodes(balancer, 0)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNodeReceivesTheClientsAddressHostAndPath(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind, UnaryOperator.identity())) {
            Handshake.with(balancer.address(), "/muc/a%2Fb%20%C3%BC?token=t")
                    .host("call.example.org")
                    .header("X-Forwarded-For", "6.6.6.6")
                    .open()
                    .close();

            List<String> head = nodes.all().stream()
                    .flatMap(node -> node.handshakes.stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(head.get(0)).isEqualTo("GET /muc/a%2Fb%20%C3%BC?token=t HTTP/1.1");
            assertThat(StandInNode.header(head, "Host")).isEqualTo("call.example.org");
            assertThat(StandInNode.header(head, "X-Forwarded-Proto")).isEqualTo("http");
            assertThat(StandInNode.header(head, "X-Forwarded-Port"))
                    .isEqualTo(Integer.toString(balancer.address().getPort()));
            assertThat(head.stream()
                            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-forwarded-for:")))
                    .last()
                    .asString()
                    .endsWith("127.0.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionStaysOpenWhileTheServerPingsIt(Balancer.Kind kind) throws Exception {
        assertThat(kind.configuration()).contains(" 90s");
        nodes.all().forEach(node -> node.pingEvery(Duration.ofMillis(500)));
        try (Balancer balancer = balancer(kind, text -> text.replace(" 90s", " 2s"));
                RawWebSocket pinged = open(balancer, "/muc/pinged")) {
            assertThat(pinged.text()).startsWith("node-");
            nodes.all().forEach(node -> node.pingEvery(LONG));
            try (RawWebSocket silent = open(balancer, "/muc/silent")) {
                silent.text();
                long start = System.nanoTime();
                assertThat(silent.awaitClose()).isEqualTo(RawWebSocket.NO_CLOSE_FRAME);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(8));
            }
            for (int ping = 0; ping < 6; ping++) {
                assertThat(pinged.read()).isNotNull();
            }
        }
    }

    @Test
    void haproxyCutsTheClientsOfAFrozenNode() throws Exception {
        try (Balancer balancer = balancer(Balancer.Kind.HAPROXY, UnaryOperator.identity());
                RawWebSocket client = open(balancer, "/muc/frozen")) {
            StandInNode frozen = nodes.named(client.text());
            // HAProxy marks a node that it has not checked yet as down after the first failure.
            await().atMost(LONG).until(() -> frozen.plainRequests.get() >= 2);
            long start = System.nanoTime();
            frozen.freeze();

            assertThat(client.readable(LONG)).isTrue();
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertThat(millis).isBetween(8000L, 20_000L);
            assertThat(BalancedRooms.node(balancer, "/muc/frozen")).isNotEqualTo(frozen.name());
            System.out.printf("HAPROXY: clients of a frozen node were cut after %d ms%n", millis);
        }
    }

    @Test
    void nginxWaitsForAFrozenNodeUntilItsReadTimeout() throws Exception {
        try (Balancer balancer = balancer(Balancer.Kind.NGINX, text -> text.replace(" 90s", " 2s"));
                RawWebSocket client = open(balancer, "/muc/frozen")) {
            StandInNode frozen = nodes.named(client.text());
            frozen.freeze();
            long start = System.nanoTime();

            assertThat(client.awaitClose()).isEqualTo(RawWebSocket.NO_CLOSE_FRAME);
            assertThat(BalancedRooms.node(balancer, "/muc/frozen")).isNotEqualTo(frozen.name());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(3500), Duration.ofSeconds(15));
        }
    }

    private Balancer balancer(Balancer.Kind kind, UnaryOperator<String> change) throws Exception {
        return Balancer.start(kind, nodes.ports(), change, directory);
    }

    private static RawWebSocket open(Balancer balancer, String path) throws IOException {
        return Handshake.with(balancer.address(), path).open();
    }
}
