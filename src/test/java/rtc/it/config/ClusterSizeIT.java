package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.bench.Load;
import rtc.bench.ServerProcess;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Measures what events and joins cost on one, two and three nodes of this machine. On more than one node, each room is
 * either on one node, as behind a balancer that hashes rooms, or every event passes from one node to another.
 */
@Tag("cluster-load")
@Timeout(900)
final class ClusterSizeIT {

    private static final int NODES_AT_MOST = 3;
    private static final int ROOMS = 12;
    private static final int PEERS_PER_ROOM = 6;
    private static final int ROUNDS = 5;
    private static final int EVENTS = Integer.getInteger("muc.cluster.cost-events", 60_000);
    private static final int JOINS = Integer.getInteger("muc.cluster.cost-joins", 2000);

    /** The largest accepted cost of an event within a room's only node, as a multiple of its cost without a cluster. */
    private static final double AT_MOST = 1.5;

    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(NODES_AT_MOST);

    private final ClusterClients clients = new ClusterClients(NODES);
    private int loads;

    @Test
    void anEventInARoomOnOneNodeCostsAboutTheSameOnAnyNumberOfNodes() throws Exception {
        for (int node = 1; node < NODES_AT_MOST; node++) {
            NODES.undeploy(node);
        }
        List<Double> withinNodes = new ArrayList<>();
        for (int nodes = 1; nodes <= NODES_AT_MOST; nodes++) {
            if (nodes > 1) {
                NODES.deploy(nodes - 1);
            }
            withinNodes.add(cost("to within a node", nodes, onOneNodeEach(nodes)));
            if (nodes > 1) {
                cost("to another node", nodes, overAll(nodes));
            }
            reportJoins(nodes);
        }
        assertThat(withinNodes.get(NODES_AT_MOST - 1)).isLessThan(AT_MOST * withinNodes.get(0));
    }

    private double cost(String what, int nodes, List<List<URI>> nodesOfRooms) throws Exception {
        String name = "size-" + loads++ + "-";
        List<EventCost> costs = new ArrayList<>();
        try (Load load = Load.relayOverNodes(nodesOfRooms, name, PEERS_PER_ROOM)) {
            awaitKnown(nodes, name);
            for (int round = -2; round < ROUNDS; round++) {
                EventCost cost = EventCost.of(load, EVENTS, servers(nodes));
                if (round >= 0) {
                    costs.add(cost);
                }
            }
        }
        EventCost.report(what + " of " + nodes, costs);
        return EventCost.median(costs);
    }

    /** Waits until all peers of the rooms are known on all nodes. */
    private void awaitKnown(int nodes, String name) {
        for (int node = 0; node < nodes; node++) {
            for (int room = 0; room < ROOMS; room++) {
                String query = "do=peers&room=" + name + room;
                int asked = node;
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> clients.ask(asked, query).split(" ").length == PEERS_PER_ROOM);
            }
        }
    }

    private static void reportJoins(int nodes) throws IOException {
        double micros = 0;
        for (int round = 0; round < 2; round++) {
            Duration before = EventCost.cpu(servers(nodes));
            for (int i = 0; i < JOINS; i++) {
                joinAndLeave(NODES.ws(i % nodes), "joins" + i % 100);
            }
            micros = EventCost.cpu(servers(nodes)).minus(before).toNanos() / 1e3 / JOINS;
        }
        System.out.printf(
                Locale.ROOT,
                "Cluster: connect, join and leave with %d nodes: %.0f µs of CPU on all of them%n",
                nodes,
                micros);
    }

    private static void joinAndLeave(URI base, String room) throws IOException {
        try (RawWebSocket peer = Handshake.with(base, "/muc/" + room).open()) {
            peer.join();
            peer.send(json("{'type':'leave'}"));
            peer.awaitClose();
        }
    }

    private static List<List<URI>> onOneNodeEach(int nodes) {
        return IntStream.range(0, ROOMS)
                .mapToObj(room -> List.of(NODES.ws(room % nodes)))
                .toList();
    }

    private static List<List<URI>> overAll(int nodes) {
        return Collections.nCopies(
                ROOMS, IntStream.range(0, nodes).mapToObj(NODES::ws).toList());
    }

    private static List<ServerProcess> servers(int nodes) {
        return IntStream.range(0, nodes)
                .mapToObj(node -> NODES.process(node).measured())
                .toList();
    }
}
