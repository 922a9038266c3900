package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jgroups.BytesMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.cluster.node.ClusterNode;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.trace.Rule;
import rtc.trace.TraceChecker;
import rtc.trace.WireReader;

/** Tests two permanent nodes, and others that start and stop, over real channels on loopback. */
@Timeout(90)
final class RoomsOverJGroupsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PAIRS = 300;
    private static final int EVENTS = 2000;

    private static final MessageCodec CODEC = new MessageCodec(MessageLimits.DEFAULT);

    @SuppressWarnings("NullAway.Init")
    private static List<Integer> ports;

    @SuppressWarnings("NullAway.Init")
    private static TestNode a;

    @SuppressWarnings("NullAway.Init")
    private static TestNode b;

    private final WireReader reader = new WireReader();
    private final List<TracedClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        ports = TestNode.freePorts(3);
        a = TestNode.start("a", CODEC, ports);
        b = TestNode.start("b", CODEC, List.of(ports.get(1), ports.get(0)));
        await().atMost(SOON).until(() -> a.nodesSeen() == 2 && b.nodesSeen() == 2);
        awaitLinked(a, b, "first");
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        CODEC.close();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("muc-cluster")));
    }

    @AfterEach
    void leave() {
        clients.forEach(TracedClient::leave);
    }

    @Test
    void peersOfTwoNodesExchangeMessagesAndLeave() {
        TracedClient first = client(a, "meet");
        TracedClient second = client(b, "meet");
        first.join();
        await().atMost(SOON).until(() -> b.roster("meet").contains(first.id()));
        second.join();
        await().atMost(SOON).until(() -> first.heard("peer_joined", second.id()));
        assertThat(second.heard("joined", first.id())).isTrue();

        first.status(7);
        first.to(second, 1);
        second.to(first, 2);
        await().atMost(SOON).until(() -> second.heard("from", "\"data\":1") && first.heard("from", "\"data\":2"));
        assertThat(second.heard("peer_status", "{\"n\":7}")).isTrue();

        first.leave();
        await().atMost(SOON).until(() -> second.heard("peer_left", first.id()));
        assertRight();
    }

    @Test
    void oneOfTwoSimultaneousJoinsIsFirst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int pair = 0; pair < PAIRS; pair++) {
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<?>> joins = new ArrayList<>();
                for (TestNode node : List.of(a, b)) {
                    TracedClient client = client(node, "pair" + pair);
                    joins.add(threads.submit(() -> {
                        start.await();
                        client.join();
                        return null;
                    }));
                }
                for (Future<?> join : joins) {
                    join.get(10, TimeUnit.SECONDS);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        await().atMost(SOON).until(() -> clients.stream().allMatch(this::knowsTheOther));
        assertRight();
        long supplementary = clients.stream()
                .filter(client -> client.heard().stream()
                                .filter(text -> text.startsWith(json("{'type':'joined'")))
                                .count()
                        == 2)
                .count();
        System.out.println("JGroups: " + PAIRS + " pairs, " + supplementary + " supplementary joined");
    }

    @Test
    void manyEventsArriveInOrder() {
        TracedClient first = client(a, "many");
        TracedClient second = client(b, "many");
        first.join();
        second.join();
        await().atMost(SOON)
                .until(() -> a.roster("many").size() == 2 && b.roster("many").size() == 2);
        for (int i = 0; i < EVENTS; i++) {
            first.to(second, i);
        }
        await().atMost(SOON).until(() -> second.heard("from", "\"data\":" + (EVENTS - 1)));
        assertRight();
    }

    @Test
    void peersOfAKilledNodeLeave() throws Exception {
        TestNode c = startThird();
        TracedClient stays = client(a, "kill");
        stays.join();
        TracedClient killed = c.client("kill");
        killed.join();
        await().atMost(SOON).until(() -> stays.heard("peer_joined", killed.id()) || stays.heard("joined", killed.id()));

        long start = System.nanoTime();
        c.kill();
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> stays.heard("peer_left", killed.id()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        System.out.println("JGroups: peers of a killed node left after "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
        c.close();
    }

    @Test
    void peersOfAStoppedNodeLeaveAtOnceAndTheNodeCanReturn() throws Exception {
        for (int times = 0; times < 2; times++) {
            TestNode c = startThird();
            TracedClient stays = client(b, "stop" + times);
            stays.join();
            TracedClient leaver = c.client("stop" + times);
            leaver.join();
            await().atMost(SOON)
                    .until(() -> stays.heard("peer_joined", leaver.id()) || stays.heard("joined", leaver.id()));
            String name = c.node().name();
            try (CapturedLog log = CapturedLog.of(ClusterNode.class.getPackage())) {
                c.close();
                await().atMost(Duration.ofSeconds(1)).until(() -> stays.heard("peer_left", leaver.id()));
                await().atMost(SOON)
                        .until(() -> log.contains("The session with node " + name + " has ended, because it stops"));
            }
        }
    }

    @Test
    void theApplicationReachesThePeersOfAllNodes() {
        TracedClient first = client(a, "application");
        TracedClient second = client(b, "application");
        first.joinForEvents();
        second.joinForEvents();
        RoomName room = new RoomName("application");
        await().atMost(SOON)
                .until(() -> a.roster("application").size() == 2
                        && b.roster("application").size() == 2);
        String nodeOfA = a.channel().getName();
        String nodeOfB = b.channel().getName();
        assertThat(a.peersWithNodes("application"))
                .containsExactlyInAnyOrder(first.id() + "@" + nodeOfA, second.id() + "@" + nodeOfB)
                .containsExactlyInAnyOrderElementsOf(b.peersWithNodes("application"));

        assertThat(a.control().send(room, second.id(), new ServerMessage.ServerEvent("one", null)))
                .isTrue();
        assertThat(b.control().sendToAll(room, new ServerMessage.ServerEvent("all", new JsonText("[1]"))))
                .isEqualTo(2);
        await().atMost(SOON)
                .until(() -> second.heard("event", "\"one\"")
                        && second.heard("event", "[1]")
                        && first.heard("event", "[1]"));
        assertThat(first.heard("event", "\"one\"")).isFalse();

        assertThat(a.control().end(room, second.id())).isTrue();
        await().atMost(SOON).until(() -> second.ending() == EndReason.REMOVED);
        await().atMost(SOON).until(() -> first.heard("peer_left", second.id()));
    }

    @Test
    void aNodeThatStartsLaterReceivesTheBans() throws Exception {
        assertThat(a.control().ban("mallory", Duration.ofMinutes(1))).isZero();
        await().atMost(SOON).until(() -> b.control().isBanned("mallory"));
        try (TestNode c = startThird()) {
            assertThat(c.control().isBanned("mallory")).isTrue();
            assertThat(c.control().unban("mallory")).isTrue();
            await().atMost(SOON)
                    .until(() ->
                            !a.control().isBanned("mallory") && !b.control().isBanned("mallory"));
        }
    }

    @Test
    void foreignMessagesOnTheChannelAreIgnoredAndCounted() throws Exception {
        long before = b.node().ignored();
        a.channel().send(new BytesMessage(b.channel().getAddress(), new byte[] {1, 2, 3}));

        await().atMost(SOON).until(() -> b.node().ignored() == before + 1);
    }

    @Test
    void anOccupiedPortFailsTheStart() {
        assertThatIOException()
                .isThrownBy(() -> TestNode.start("taken", CODEC, ports))
                .withMessageContaining("muc.cluster-port " + ports.get(0));
    }

    private static TestNode startThird() throws Exception {
        TestNode c = TestNode.start("c", CODEC, List.of(ports.get(2), ports.get(0), ports.get(1)));
        await().atMost(SOON).until(() -> a.nodesSeen() == 3 && b.nodesSeen() == 3 && c.nodesSeen() == 3);
        awaitLinked(a, c, "third a");
        awaitLinked(b, c, "third b");
        return c;
    }

    /** Waits until two nodes have a session, that is, until each node knows a peer of the other. */
    private static void awaitLinked(TestNode one, TestNode other, String room) {
        TracedClient first = one.client(room);
        TracedClient second = other.client(room);
        first.join();
        second.join();
        await().atMost(SOON)
                .until(() -> one.roster(room).contains(second.id())
                        && other.roster(room).contains(first.id()));
        first.leave();
        second.leave();
        await().atMost(SOON)
                .until(() -> one.roster(room).isEmpty() && other.roster(room).isEmpty());
    }

    private TracedClient client(TestNode node, String room) {
        TracedClient client = node.client(room);
        clients.add(client);
        return client;
    }

    private boolean knowsTheOther(TracedClient client) {
        return clients.stream()
                .filter(other -> other != client && other.room().equals(client.room()))
                .allMatch(other -> client.heard("peer_joined", other.id()) || client.heard("joined", other.id()));
    }

    /**
     * Waits until the traces follow the rules, which they do once all messages have arrived. Peers of different nodes
     * may see the joins of other peers in different orders.
     */
    private void assertRight() {
        await().atMost(SOON).untilAsserted(() -> assertThat(new TraceChecker(clients.stream()
                                .map(client -> client.trace(reader))
                                .toList())
                        .violations())
                .filteredOn(violation -> violation.rule() != Rule.ONE_ORDER)
                .isEmpty());
    }
}
