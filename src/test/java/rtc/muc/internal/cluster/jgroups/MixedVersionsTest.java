package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.internal.cluster.node.ClusterNode;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/**
 * Tests two nodes of one version of this server and two nodes of another version in one cluster, over real channels on
 * loopback.
 */
@Timeout(90)
final class MixedVersionsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Includes about ten beats of each node. */
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private static final int OTHERS = 2;

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<Integer> ports;
    private final CapturedLog log = CapturedLog.of(ClusterNode.class);

    MixedVersionsTest() throws IOException {
        ports = TestNode.freePorts(4);
    }

    @BeforeEach
    void start() throws IOException {
        nodes.add(TestNode.start("old-a", codec, portsFrom(0)));
        nodes.add(TestNode.start("old-b", codec, portsFrom(1)));
        nodes.add(TestNode.startOtherVersion("new-a", codec, portsFrom(2)));
        nodes.add(TestNode.startOtherVersion("new-b", codec, portsFrom(3)));
        awaitView();
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
        codec.close();
        log.close();
    }

    @Test
    void peersMeetOnlyPeersOnNodesOfTheSameVersion() {
        List<TracedClient> peers = joinOnAllNodes("room");
        awaitRosters("room", peers);
        exchangeEvents(peers.get(0), peers.get(1));
        exchangeEvents(peers.get(2), peers.get(3));
        peers.get(0).to(peers.get(2), 3);
        await().atMost(SOON).until(() -> peers.get(0).heard("error", "unknown_peer"));

        await().during(A_WHILE).atMost(SOON).untilAsserted(() -> assertNobodyLeft(peers));
        awaitRosters("room", peers);
        exchangeEvents(peers.get(0), peers.get(1));
        exchangeEvents(peers.get(2), peers.get(3));
        for (String type : List.of("joined", "peer_joined", "from")) {
            assertThat(peers.get(0).heard(type, peers.get(2).id())).as(type).isFalse();
        }
    }

    @Test
    void nodesIgnoreCountAndLogMessagesOfOtherVersionsAtALowRate() {
        awaitRosters("room", joinOnAllNodes("room"));
        await().atMost(SOON)
                .until(() -> nodes.stream().allMatch(node -> node.node().ignored() > 0));
        List<Long> before = ignored();
        int linesBefore = log.entries().size();
        long start = System.nanoTime();
        await().during(A_WHILE).atMost(SOON).untilAsserted(() -> assertThat(clusterThreads())
                .hasSizeLessThan(nodes.size() * 10));
        double seconds = (System.nanoTime() - start) / 1e9;

        for (int node = 0; node < nodes.size(); node++) {
            double rate = (nodes.get(node).node().ignored() - before.get(node)) / seconds;
            System.out.printf("Versions: node %d ignored %.1f messages per second%n", node, rate);
            assertThat(rate).isBetween(0.5 * OTHERS, 4.0 * OTHERS);
        }
        assertThat(log.entries())
                .hasSizeBetween(linesBefore + 1, linesBefore + (int) (nodes.size() * (seconds + 2)))
                .allSatisfy(entry -> {
                    assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
                    assertThat(entry.getThrown()).isNull();
                    assertThat(entry.getMessage())
                            .matches(
                                    "Ignored a message of node .*: its version is \\d+, but this node knows only version \\d+;"
                                            + " \\d+ were ignored since the start.*");
                });
    }

    @Test
    void aNodeThatIsUpdatedMeetsTheNodesOfItsNewVersion() throws IOException {
        List<TracedClient> peers = joinOnAllNodes("room");
        awaitRosters("room", peers);
        nodes.remove(1).close();
        await().atMost(SOON)
                .until(() -> peers.get(0).heard("peer_left", peers.get(1).id()));

        TestNode updated = TestNode.startOtherVersion("updated-b", codec, portsFrom(1));
        nodes.add(updated);
        awaitView();
        TracedClient peer = updated.client("room");
        peer.join();
        await().atMost(SOON)
                .until(() -> updated.roster("room").size() == 3
                        && nodes.get(1).roster("room").contains(peer.id())
                        && nodes.get(2).roster("room").contains(peer.id()));
        exchangeEvents(peer, peers.get(2));
        exchangeEvents(peers.get(3), peer);
        assertThat(nodes.get(0).roster("room")).containsExactly(peers.get(0).id());
        assertNobodyLeft(peers.subList(2, 4));
    }

    private void awaitView() {
        await().atMost(SOON).until(() -> nodes.stream().allMatch(node -> node.nodesSeen() == nodes.size()));
    }

    /** {@return the ports, first the one with this index} */
    private List<Integer> portsFrom(int first) {
        List<Integer> all = new ArrayList<>(ports);
        all.add(0, all.remove(first));
        return all;
    }

    private List<TracedClient> joinOnAllNodes(String room) {
        List<TracedClient> peers = nodes.stream().map(node -> node.client(room)).toList();
        peers.forEach(TracedClient::join);
        return peers;
    }

    /** Waits until each node shows exactly the peers on nodes of its version, under their first ids. */
    private void awaitRosters(String room, List<TracedClient> peers) {
        await().atMost(SOON).untilAsserted(() -> {
            for (int node = 0; node < nodes.size(); node++) {
                int first = node / OTHERS * OTHERS;
                assertThat(nodes.get(node).roster(room))
                        .containsExactlyInAnyOrder(
                                peers.get(first).id(), peers.get(first + 1).id());
            }
        });
    }

    private static void exchangeEvents(TracedClient one, TracedClient other) {
        int before = one.heard().size() + other.heard().size();
        one.to(other, 100 + before);
        other.to(one, 200 + before);
        await().atMost(SOON)
                .until(() -> other.heard("from", "\"data\":" + (100 + before))
                        && one.heard("from", "\"data\":" + (200 + before)));
    }

    private static void assertNobodyLeft(List<TracedClient> peers) {
        assertThat(peers).allSatisfy(peer -> {
            assertThat(peer.heard("peer_left", "")).isFalse();
            assertThat(peer.ending()).isNull();
        });
    }

    private List<Long> ignored() {
        return nodes.stream().map(node -> node.node().ignored()).toList();
    }

    private static Set<Thread> clusterThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("muc-cluster"))
                .collect(Collectors.toSet());
    }
}
