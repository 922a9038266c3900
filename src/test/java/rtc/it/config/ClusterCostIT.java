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
import java.util.Locale;
import java.util.stream.IntStream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.bench.Load;
import rtc.bench.ServerProcess;
import rtc.it.Deployed;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Measures what a cluster costs: events within one of two nodes, compared with the same application without a cluster
 * in the same process; joins, which both nodes process; and the heap for the peers of another node.
 */
@Tag("cluster-load")
@Timeout(900)
final class ClusterCostIT {

    private static final double AT_MOST = 1.05;
    private static final int ROUNDS = 7;
    private static final int EVENTS = Integer.getInteger("muc.cluster.cost-events", 150_000);
    private static final int JOINS = Integer.getInteger("muc.cluster.cost-joins", 3000);
    private static final int PEERS = 3000;

    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(2);

    @BeforeAll
    static void deployWithoutCluster() throws IOException {
        Path off = Deployed.file().resolveSibling(Path.of("cluster", "off.war"));
        ShrinkWrap.create(WebArchive.class, "off.war")
                .merge(Deployed.war("config_ordinal = 500\nmuc.cluster = off\n"))
                .as(ZipExporter.class)
                .exportTo(off.toFile(), true);
        NODES.deploy(0, off);
    }

    @Test
    void anEventWithinANodeCostsTheSameAsWithoutACluster() throws IOException {
        List<EventCost> on = new ArrayList<>();
        List<EventCost> off = new ArrayList<>();
        for (int round = -4; round < ROUNDS; round++) {
            EventCost with = cost(NODES.ws(0));
            EventCost without = cost(off());
            if (round >= 0) {
                on.add(with);
                off.add(without);
            }
        }
        double ratio = EventCost.median(on) / EventCost.median(off);
        EventCost.report("to within a node, cluster on", on);
        EventCost.report("to within a node, cluster off", off);
        System.out.printf(Locale.ROOT, "Cluster: on over off: %.3f%n", ratio);
        assertThat(ratio).isLessThanOrEqualTo(AT_MOST);
    }

    @Test
    void aJoinCostsTheOtherNodeLess() throws IOException {
        for (int round = 0; round < 3; round++) {
            System.out.printf(
                    Locale.ROOT,
                    "Cluster: connect, join, leave: %s with a cluster, %s without; in µs of CPU on node 0 and node 1%n",
                    joins(NODES.ws(0)),
                    joins(off()));
        }
        List<Double> last = joins(NODES.ws(0));
        assertThat(last.get(1)).as("the other node's part").isLessThan(last.get(0));
    }

    @Test
    void peersOfAnotherNodeUseLittleHeap() throws Exception {
        ClusterClients clients = new ClusterClients(NODES);
        long own = server(0).liveHeap();
        long remote = server(1).liveHeap();
        List<RawWebSocket> peers = new ArrayList<>();
        try {
            String last = "";
            for (int i = 0; i < PEERS; i++) {
                RawWebSocket peer =
                        Handshake.with(NODES.ws(0), "/muc/heap" + i / 10).open();
                peers.add(peer);
                last = peer.join();
            }
            clients.awaitKnown(1, "heap" + (PEERS - 1) / 10, last);
            double ownBytes = (server(0).liveHeap() - own) / (double) PEERS;
            double remoteBytes = (server(1).liveHeap() - remote) / (double) PEERS;
            System.out.printf(
                    Locale.ROOT,
                    "Cluster: heap of a peer in a room of ten: %.0f bytes on its node, %.0f on the other%n",
                    ownBytes,
                    remoteBytes);
            assertThat(remoteBytes).isLessThan(4096);
        } finally {
            for (RawWebSocket peer : peers) {
                peer.close();
            }
        }
        await().until(() -> clients.ask(1, "do=peers&room=heap0").isEmpty());
    }

    /** {@return the microseconds of CPU time per join, on each of the two nodes} */
    private static List<Double> joins(URI base) throws IOException {
        List<Duration> before = List.of(server(0).cpu(), server(1).cpu());
        for (int i = 0; i < JOINS; i++) {
            try (RawWebSocket peer =
                    Handshake.with(base, "/muc/joins" + i % 100).open()) {
                peer.join();
                peer.send(json("{'type':'leave'}"));
                peer.awaitClose();
            }
        }
        return IntStream.range(0, 2)
                .mapToObj(node -> server(node).cpu().minus(before.get(node)).toNanos() / 1e3 / JOINS)
                .toList();
    }

    private static EventCost cost(URI base) throws IOException {
        try (Load load = Load.relay(base, 10, 10, 1)) {
            return EventCost.of(load, EVENTS, List.of(server(0)));
        }
    }

    private static ServerProcess server(int node) {
        return NODES.process(node).measured();
    }

    private static URI off() {
        return NODES.ws(0).resolve("/off/");
    }
}
