package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Three WildFly processes on hosts that are connected by a network, from which the third host is cut off. Clients can
 * always reach the hosts. To change the length of the partition: {@code -Dmuc.cluster.partition=PT5M}.
 */
@Tag("cluster-load")
@Timeout(900)
final class NetworkPartitionIT {

    private static final Duration PARTITION = Duration.parse(System.getProperty("muc.cluster.partition", "PT60S"));
    private static final int CUT_OFF = 2;
    private static final int HOSTS = 3;
    private static final int ROOMS = 4;
    private static final int FLAPS = Integer.getInteger("muc.cluster.flaps", 20);
    private static final int COUNTED = 2000;

    /** The milliseconds after which the nodes have certainly detected that one of them is cut off. */
    private static final int UNTIL_DETECTED = 14_000;

    @RegisterExtension
    @Order(1)
    static final PrivateNetwork NETWORK = new PrivateNetwork(HOSTS);

    @RegisterExtension
    @Order(2)
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(NETWORK.places());

    /** The fault of the network of the third host. */
    enum Cut {
        BOTH_WAYS(true, true),
        HEARS_NOTHING(true, false),
        IS_NOT_HEARD(false, true);

        private final boolean deaf;
        private final boolean mute;

        Cut(boolean deaf, boolean mute) {
            this.deaf = deaf;
            this.mute = mute;
        }

        void begin() throws IOException {
            if (deaf) {
                NETWORK.deafen(CUT_OFF);
            }
            if (mute) {
                NETWORK.mute(CUT_OFF);
            }
        }

        void end() throws IOException {
            if (deaf) {
                NETWORK.undeafen(CUT_OFF);
            }
            if (mute) {
                NETWORK.unmute(CUT_OFF);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void peersOfAPartitionedNodeLeaveAndRejoinSoonAfterThePartition(Cut cut) throws Exception {
        try (Gathering gathering = gathering(cut.name());
                Echo echo = Echo.in("echo-" + cut, NODES)) {
            long start = System.nanoTime();
            long parted = 0;
            cut.begin();
            try {
                while (ClusterClients.millisSince(start) < PARTITION.toMillis()) {
                    echo.call();
                    parted = parted == 0 && areApart(gathering) ? ClusterClients.millisSince(start) : parted;
                }
                assertThat(areApart(gathering)).isTrue();
            } finally {
                cut.end();
            }
            long met = gathering.millisUntilRight(System.nanoTime());
            System.out.printf(
                    "Cluster: %s for %s: peers left after %d ms, all met again %d ms after its end; slowest echo between the other two %d ms%n",
                    cut, PARTITION, parted, met, echo.longestMillis());
            assertTheyStay(gathering);
            assertThat(parted).isBetween(1L, 13_000L);
            assertThat(met).isLessThanOrEqualTo(5000);
        }
    }

    /** The last of the short cuts is long enough for the nodes to lose each other. */
    @Test
    void allPeersMeetAgainAfterAFlappingNetwork() throws Exception {
        RandomGenerator dice = new SplittableRandom(7);
        try (Gathering gathering = gathering("flapping");
                Echo echo = Echo.in("echo-flapping", NODES)) {
            for (int flap = 0; flap < FLAPS; flap++) {
                Cut cut = Cut.values()[dice.nextInt(3)];
                cut.begin();
                callFor(echo, dice.nextInt(500, 5000));
                cut.end();
                callFor(echo, dice.nextInt(500, 4000));
            }
            Cut.BOTH_WAYS.begin();
            try {
                callFor(echo, UNTIL_DETECTED);
                assertThat(areApart(gathering)).isTrue();
            } finally {
                Cut.BOTH_WAYS.end();
            }
            long met = gathering.millisUntilRight(System.nanoTime());
            System.out.printf(
                    "Cluster: %d short cuts and one of %d ms, all met again %d ms after it; slowest echo between the other two %d ms%n",
                    FLAPS, UNTIL_DETECTED, met, echo.longestMillis());
            assertTheyStay(gathering);
            assertThat(met).isLessThanOrEqualTo(5000);
        }
    }

    /** The figures include the beats of the links and the messages that JGroups sends by itself. */
    @Test
    void eventsAndJoinsUseFewBytesBetweenTheNodes() throws Exception {
        try (Echo echo = Echo.in("cost", NODES)) {
            double event = perOne("events to another node and back", 2.0, echo::callAtOnce);
            assertThat(event).isLessThan(1000);
        }
        try (RawWebSocket watching = open("cost-of-joins")) {
            watching.join();
            double join = perOne("joins and leaves that two other nodes are told", 2.0, () -> {
                try (RawWebSocket coming = open("cost-of-joins")) {
                    coming.join();
                    coming.send(json("{'type':'leave'}"));
                    assertThat(watching.text()).contains("\"peer_joined\"");
                    assertThat(watching.text()).contains("\"peer_left\"");
                }
            });
            assertThat(join).isLessThan(3000);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static double perOne(String what, double messages, Action action) throws IOException {
        long bytes = NETWORK.bytes();
        long packets = NETWORK.packets();
        long start = System.nanoTime();
        for (int i = 0; i < COUNTED; i++) {
            action.run();
        }
        double perOne = (NETWORK.bytes() - bytes) / messages / COUNTED;
        System.out.printf(
                "Cluster: %d %s, in %d ms: %.0f bytes and %.2f packets each way between the nodes%n",
                COUNTED,
                what,
                ClusterClients.millisSince(start),
                perOne,
                (NETWORK.packets() - packets) / messages / COUNTED);
        return perOne;
    }

    private static RawWebSocket open(String room) throws IOException {
        return Handshake.with(NODES.ws(0), "/muc/" + room).open();
    }

    /** Two participants on each node in each room, who know each other and send events. */
    private static Gathering gathering(String name) throws Exception {
        Gathering gathering = new Gathering();
        for (int i = 0; i < 2 * HOSTS * ROOMS; i++) {
            gathering.add(Participant.join(name + i % ROOMS, NODES.ws(host(i)).toString()));
        }
        gathering.millisUntilRight(System.nanoTime());
        gathering.talkEvery(Duration.ofMillis(200));
        return gathering;
    }

    private static int host(int participant) {
        return participant / ROOMS % HOSTS;
    }

    /** Whether the clients of the third node know only each other, and those of the first two nodes only each other. */
    private static boolean areApart(Gathering gathering) {
        for (int i = 0; i < gathering.all().size(); i++) {
            if (gathering.all().get(i).others().size() != (host(i) == CUT_OFF ? 1 : 3)) {
                return false;
            }
        }
        return true;
    }

    /** Asserts that nobody leaves any more after all participants have found each other. */
    private static void assertTheyStay(Gathering gathering) {
        await().during(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(14))
                .untilAsserted(() -> assertThat(gathering.problems()).isEmpty());
        int before = gathering.received();
        await().until(() -> gathering.received() > before);
        assertThat(gathering.disorder()).isZero();
    }

    private static void callFor(Echo echo, int millis) throws IOException {
        for (long start = System.nanoTime(); System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis); ) {
            echo.call();
        }
    }
}
