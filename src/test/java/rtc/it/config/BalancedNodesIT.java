package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtc.it.Balancer;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Three WildFly processes behind the balancers that {@code wildfly-config} configures, with reconnecting clients that
 * send events. One of the nodes is removed and added again. To change the number of rooms:
 * {@code -Dmuc.cluster.rooms=20}.
 */
@Tag("cluster-load")
@Timeout(600)
final class BalancedNodesIT {

    private static final int ROOMS = Integer.getInteger("muc.cluster.rooms", 100);
    private static final int CLIENTS_PER_ROOM = 3;
    private static final int REMOVED = 1;
    private static final String REMOVED_NAME = "node-" + REMOVED;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.behindBalancer(3);

    private static final ClusterClients CLIENTS = new ClusterClients(NODES);

    @TempDir
    private Path directory;

    private interface Step {
        void run() throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void theClientsOfAKilledNodeMeetOnOtherNodes(Balancer.Kind kind) throws Exception {
        removeAndAdd(kind, "killed", () -> NODES.process(REMOVED).kill(), () -> {
            NODES.process(REMOVED).close();
            NODES.startAgain(REMOVED);
        });
    }

    @ParameterizedTest
    @EnumSource
    void theClientsOfAnUndeployedNodeMeetOnOtherNodes(Balancer.Kind kind) throws Exception {
        removeAndAdd(kind, "undeployed", () -> NODES.undeploy(REMOVED), () -> NODES.deploy(REMOVED));
    }

    private void removeAndAdd(Balancer.Kind kind, String removed, Step removal, Step addition) throws Exception {
        List<String> rooms = IntStream.range(0, ROOMS)
                .mapToObj(room -> kind.name().toLowerCase(Locale.ROOT) + "-" + removed + "-" + room)
                .toList();
        try (Balancer balancer = Balancer.start(kind, ports(), UnaryOperator.identity(), directory);
                Gathering gathering = new Gathering()) {
            for (int client = 0; client < CLIENTS_PER_ROOM; client++) {
                addToEach(rooms, balancer, gathering);
            }
            gathering.millisUntilRight(System.nanoTime());
            PeerPlaces before = places(rooms, gathering, 0, 1, 2);
            assertThat(before.roomsOnOneNode()).isEqualTo(ROOMS);
            assertThat(before.peersByNode()).hasSize(NODES.count());
            report(kind, "3 clients in each room", before);
            String probe = roomOfRemovedNode(balancer);
            gathering.talkEvery(Duration.ofMillis(500));

            long right = remove(removal, before, gathering);
            PeerPlaces without = places(rooms, gathering, 0, 2);
            assertThat(without.peersByNode()).doesNotContainKey(REMOVED_NAME);
            reportOutages(kind, removed, right, gathering);
            report(kind, "without the node", without);
            assertThat(without.roomsOnOneNode()).isEqualTo(ROOMS);

            int outages = gathering.outages().size();
            addition.run();
            CLIENTS.awaitAllLinked();
            await().atMost(PATIENCE).until(() -> nodeOf(balancer, probe).equals(REMOVED_NAME));
            addToEach(rooms, balancer, gathering);
            gathering.millisUntilRight(System.nanoTime());
            PeerPlaces after = places(rooms, gathering, 0, 1, 2);
            report(kind, "the node is back, 1 more client in each room", after);
            assertThat(after.roomsOn(REMOVED_NAME)).isEqualTo(before.roomsOn(REMOVED_NAME));
            assertThat(after.roomsOnOneNode())
                    .isEqualTo(ROOMS - before.roomsOn(REMOVED_NAME).size());
            assertThat(gathering.outages()).hasSize(outages);
            assertThat(gathering.disorder()).isZero();
        }
    }

    /** Removes the node. Returns the milliseconds from then until all its clients were back and all rooms were right. */
    private static long remove(Step removal, PeerPlaces before, Gathering gathering) throws Exception {
        List<Participant> affected = gathering.all().stream()
                .filter(one -> before.node(one.room(), one.id()).equals(REMOVED_NAME))
                .toList();
        long start = System.nanoTime();
        removal.run();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> affected.stream()
                .noneMatch(one -> one.outages().isEmpty() || one.isInterrupted()));
        long right = gathering.millisUntilRight(start);
        assertThat(gathering.all())
                .filteredOn(one -> !one.interruptions().isEmpty())
                .hasSameElementsAs(affected);
        return right;
    }

    private static void addToEach(List<String> rooms, Balancer balancer, Gathering gathering) throws Exception {
        String base = balancer.address().toString().replaceFirst("http", "ws");
        for (String room : rooms) {
            gathering.add(Participant.joinReconnecting(room, () -> base));
        }
    }

    /** {@return where the participants are} Fails if one of these nodes shows other peers than the participants. */
    private static PeerPlaces places(List<String> rooms, Gathering gathering, int... nodes) throws Exception {
        Map<String, Set<String>> participants = gathering.all().stream()
                .collect(Collectors.groupingBy(
                        Participant::room, Collectors.mapping(Participant::id, Collectors.toSet())));
        for (int node : nodes) {
            await().untilAsserted(() ->
                    assertThat(PeerPlaces.of(CLIENTS, node, rooms).ids()).isEqualTo(participants));
        }
        return PeerPlaces.of(CLIENTS, 0, rooms);
    }

    private static void report(Balancer.Kind kind, String when, PeerPlaces places) {
        System.out.printf(
                "%s: %s: %d of %d rooms have all peers on one node; peers by node %s; no ghosts%n",
                kind, when, places.roomsOnOneNode(), ROOMS, places.peersByNode());
    }

    private static void reportOutages(Balancer.Kind kind, String removed, long right, Gathering gathering) {
        List<Duration> outages = gathering.outages();
        System.out.printf(
                "%s: a node was %s: %d of %d clients were %d times without service, p50 %d ms, p99 %d ms, longest %d ms;"
                        + " all rooms were right %d ms after the removal began%n",
                kind,
                removed,
                gathering.all().stream().filter(one -> !one.outages().isEmpty()).count(),
                gathering.all().size(),
                outages.size(),
                outages.get(outages.size() / 2).toMillis(),
                outages.get(outages.size() * 99 / 100).toMillis(),
                outages.get(outages.size() - 1).toMillis(),
                right);
    }

    private static List<Integer> ports() {
        return IntStream.range(0, NODES.count())
                .mapToObj(node -> NODES.http(node).getPort())
                .toList();
    }

    /** {@return an empty room whose clients are sent to the node that will be removed} */
    private static String roomOfRemovedNode(Balancer balancer) throws IOException, InterruptedException {
        int number = 0;
        while (!nodeOf(balancer, "probe-" + number).equals(REMOVED_NAME)) {
            number++;
        }
        return "probe-" + number;
    }

    /** {@return the name of the node to which the balancer sends a new client} */
    private static String nodeOf(Balancer balancer, String room) throws IOException, InterruptedException {
        try (RawWebSocket client =
                Handshake.with(balancer.address(), "/muc/" + room).open()) {
            String id = client.join();
            CLIENTS.awaitKnown(0, room, id);
            return PeerPlaces.of(CLIENTS, 0, List.of(room)).node(room, id);
        }
    }
}
