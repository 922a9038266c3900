package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** The balancers that {@code wildfly-config} configures, in front of three nodes that only send their names. */
@Tag("page")
@Timeout(120)
final class RoomAffinityIT {

    private static final int ROOMS = 200;
    private static final int CLIENTS = 3;
    private static final Duration LONG = Duration.ofSeconds(40);

    private final List<StandInNode> nodes = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        for (String name : List.of("node-a", "node-b", "node-c")) {
            nodes.add(new StandInNode(name));
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (StandInNode node : nodes) {
            node.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void allClientsOfARoomReachTheSameNode(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind, UnaryOperator.identity())) {
            Map<String, Set<String>> nodesOfRooms = new HashMap<>();
            for (int client = 0; client < CLIENTS; client++) {
                for (String room : rooms()) {
                    nodesOfRooms
                            .computeIfAbsent(room, added -> new HashSet<>())
                            .add(nodeOf(balancer, spelled(room, client)));
                }
            }

            assertThat(nodesOfRooms.values()).allSatisfy(of -> assertThat(of).hasSize(1));
            Map<String, Long> shares = nodesOfRooms.values().stream()
                    .collect(Collectors.groupingBy(of -> of.iterator().next(), Collectors.counting()));
            assertThat(shares.values()).hasSize(3).allMatch(rooms -> rooms > ROOMS / 6);
            System.out.printf(
                    "%s: %d of %d rooms are on one node each, by node %s%n", kind, nodesOfRooms.size(), ROOMS, shares);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheRoomsOfAStoppedNodeMoveAndTheyReturnWithIt(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind, UnaryOperator.identity())) {
            Map<String, String> before = nodesOfAllRooms(balancer);
            StandInNode stopped = nodes.get(1);
            long start = System.nanoTime();
            stopped.close();
            Map<String, String> without = nodesOfAllRoomsAfterStop(balancer);
            long took = System.nanoTime() - start;
            Map<String, String> moved = difference(before, without);

            assertThat(without).doesNotContainValue(stopped.name());
            assertThat(moved.keySet()).isEqualTo(roomsOn(stopped.name(), before));
            assertThat(Set.copyOf(moved.values())).hasSize(2);

            stopped.start();
            await().atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreException(EOFException.class)
                    .untilAsserted(() -> assertThat(nodesOfAllRooms(balancer)).isEqualTo(before));
            System.out.printf(
                    "%s: a node with %d of %d rooms stopped, %d rooms moved; %d new connections took %d ms%n",
                    kind, roomsOn(stopped.name(), before).size(), ROOMS, moved.size(), ROOMS, took / 1_000_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerWithoutTheApplicationReceivesNoClients(Balancer.Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind, UnaryOperator.identity())) {
            Map<String, String> before = nodesOfAllRooms(balancer);
            StandInNode undeployed = nodes.get(2);
            undeployed.undeploy();

            Map<String, String> without = nodesOfAllRoomsAfterStop(balancer);
            assertThat(difference(before, without).keySet()).isEqualTo(roomsOn(undeployed.name(), before));
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

            List<String> head = nodes.stream()
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
        assertThat(Balancer.configuration(kind)).contains(" 90s");
        nodes.forEach(node -> node.pingEvery(Duration.ofMillis(500)));
        try (Balancer balancer = balancer(kind, text -> text.replace(" 90s", " 2s"));
                RawWebSocket pinged = open(balancer, "/muc/pinged")) {
            assertThat(pinged.text()).startsWith("node-");
            nodes.forEach(node -> node.pingEvery(LONG));
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
            String name = client.text();
            long start = System.nanoTime();
            nodes.stream().filter(node -> node.name().equals(name)).forEach(StandInNode::freeze);

            assertThat(client.readable(LONG)).isTrue();
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertThat(millis).isBetween(8000L, 20_000L);
            assertThat(nodeOf(balancer, "/muc/frozen")).isNotEqualTo(name);
            System.out.printf("HAPROXY: clients of a frozen node were cut after %d ms%n", millis);
        }
    }

    private Balancer balancer(Balancer.Kind kind, UnaryOperator<String> change) throws Exception {
        return Balancer.start(kind, nodes.stream().map(StandInNode::port).toList(), change, directory);
    }

    private static List<String> rooms() {
        List<String> rooms = new ArrayList<>();
        for (int room = 0; room < ROOMS; room++) {
            rooms.add("Räume & more " + room);
        }
        return rooms;
    }

    /** The path of a room, escaped differently for each client. */
    private static String spelled(String room, int client) {
        String escaped = URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
        return "/muc/"
                + switch (client) {
                    case 0 -> escaped;
                    case 1 -> escaped.replace("%C3%A4", "%c3%a4").replace("%26", "&");
                    default -> escaped.replace("R", "%52").replace("m", "%6d");
                };
    }

    private static RawWebSocket open(Balancer balancer, String path) throws IOException {
        return Handshake.with(balancer.address(), path).open();
    }

    private static String nodeOf(Balancer balancer, String path) throws IOException {
        try (RawWebSocket client = open(balancer, path)) {
            return client.text();
        }
    }

    private static Map<String, String> nodesOfAllRooms(Balancer balancer) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (String room : rooms()) {
            found.put(room, nodeOf(balancer, spelled(room, 0)));
        }
        return found;
    }

    /**
     * Like {@link #nodesOfAllRooms}, but connects again if the balancer closes a connection. When HAProxy marks a node
     * as down, it also closes a connection that it is just about to send to another node. Because connections are made
     * one after the other here, this can affect only one of them.
     */
    private static Map<String, String> nodesOfAllRoomsAfterStop(Balancer balancer) throws IOException {
        Map<String, String> found = new HashMap<>();
        int cut = 0;
        for (String room : rooms()) {
            String path = spelled(room, 0);
            try {
                found.put(room, nodeOf(balancer, path));
            } catch (EOFException closed) {
                cut++;
                found.put(room, nodeOf(balancer, path));
            }
        }
        assertThat(cut).isLessThanOrEqualTo(1);
        return found;
    }

    private static Map<String, String> difference(Map<String, String> before, Map<String, String> after) {
        return after.entrySet().stream()
                .filter(room -> !room.getValue().equals(before.get(room.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> roomsOn(String node, Map<String, String> nodesOfRooms) {
        return nodesOfRooms.entrySet().stream()
                .filter(room -> room.getValue().equals(node))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
