package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Three WildFly processes restart one after the other, while reconnecting clients send events in rooms that span all
 * nodes.
 */
@Tag("cluster-load")
@Timeout(900)
final class RollingRestartIT {

    private static final int NODES_COUNT = 3;
    private static final int ROOMS = 12;
    private static final int PEERS_PER_ROOM = 5;

    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(NODES_COUNT);

    @Test
    void allClientsReconnectSoonAndSeeEachPeerOnce() throws Exception {
        try (Gathering gathering = new Gathering()) {
            for (int i = 0; i < ROOMS * PEERS_PER_ROOM; i++) {
                AtomicInteger next = new AtomicInteger(i);
                gathering.add(Participant.joinReconnecting(
                        "rolling" + i / PEERS_PER_ROOM,
                        () -> NODES.ws(next.getAndIncrement() % NODES_COUNT).toString()));
            }
            gathering.millisUntilRight(System.nanoTime());
            gathering.talkEvery(Duration.ofMillis(200));
            for (int node = 0; node < NODES_COUNT; node++) {
                restart(node, gathering);
            }
            report(gathering);
        }
    }

    private static void restart(int node, Gathering gathering) throws Exception {
        int before = gathering.outages().size();
        long start = System.nanoTime();
        NODES.process(node).close();
        long right = gathering.millisUntilRight(start);
        NODES.startAgain(node);
        new ClusterClients(NODES).awaitAllLinked();
        assertThat(gathering.problems()).isEmpty();
        System.out.printf(
                "Cluster: node %d restarted, %d clients lost it; %d ms after it was told to stop all rooms were right%n",
                node, gathering.outages().size() - before, right);
    }

    private static void report(Gathering gathering) {
        List<Duration> outages = gathering.outages();
        System.out.printf(
                "Cluster: rolling restart of %d nodes, %d clients, %d times without service: p50 %d ms, p99 %d ms, longest %d ms;"
                        + " ghosts and pairs without orientation %d; %d events came, %d out of order%n",
                NODES_COUNT,
                gathering.all().size(),
                outages.size(),
                outages.get(outages.size() / 2).toMillis(),
                outages.get(outages.size() * 99 / 100).toMillis(),
                outages.get(outages.size() - 1).toMillis(),
                gathering.problems().size(),
                gathering.received(),
                gathering.disorder());
        System.out.println("Cluster: the longest: "
                + gathering.all().stream()
                        .max(Comparator.comparing(one -> Collections.max(one.outages())))
                        .map(Participant::interruptions)
                        .orElseThrow());
        assertThat(gathering.problems()).isEmpty();
        assertThat(gathering.disorder()).isZero();
        assertThat(gathering.all()).allSatisfy(one -> assertThat(one.outages()).isNotEmpty());
        assertThat(outages).last().satisfies(longest -> assertThat(longest).isLessThan(Duration.ofSeconds(10)));
    }
}
