package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two WildFly processes: the application is repeatedly undeployed from one of them, or one is frozen for long. */
@Tag("cluster-load")
@Timeout(900)
final class NodeFaultsIT {

    private static final int TIMES = Integer.getInteger("muc.cluster.redeploys", 20);
    private static final int ROOMS = 5;

    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(2);

    private static final ClusterClients CLIENTS = new ClusterClients(NODES);

    @Test
    void peersOfARepeatedlyUndeployedNodeLeaveAtOnce() throws Exception {
        List<Long> gone = new ArrayList<>();
        try (Gathering staying = participants("staying", 0)) {
            for (int times = 0; times < TIMES; times++) {
                try (Gathering leaving = participants("staying", 1)) {
                    await().until(() ->
                            staying.all().stream().allMatch(one -> one.others().size() == 1));
                    gone.add(undeploy(staying, leaving));
                    for (Participant one : staying.all()) {
                        assertThat(CLIENTS.ask(0, "do=peers&room=" + one.room()))
                                .startsWith(one.id() + "@node-0")
                                .doesNotContain("node-1");
                    }
                }
                NODES.deploy(1);
                CLIENTS.awaitLinked("again" + times);
                assertThat(staying.problems()).isEmpty();
            }
        }
        gone.sort(null);
        System.out.printf(
                "Cluster: %d times undeployed and deployed, 0 ghosts, the peers had left elsewhere after p50 %d ms, at most %d ms%n",
                TIMES, gone.get(gone.size() / 2), gone.get(gone.size() - 1));
        assertThat(gone).allMatch(millis -> millis <= 1000);
    }

    /**
     * Undeploys the second node. Returns the milliseconds from the close of the first leaving client until the staying
     * clients show none of them.
     */
    private static long undeploy(Gathering staying, Gathering leaving) throws Exception {
        CompletableFuture<?> first = CompletableFuture.anyOf(
                leaving.all().stream().map(Participant::closed).toArray(CompletableFuture[]::new));
        CompletableFuture<Long> closedAt = first.thenApply(ending -> System.nanoTime());
        CompletableFuture<Void> undeployed = CompletableFuture.runAsync(() -> {
            try {
                NODES.undeploy(1);
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> staying.all().stream().allMatch(one -> one.others().isEmpty()));
        long millis = ClusterClients.millisSince(closedAt.get(10, TimeUnit.SECONDS));
        undeployed.get(1, TimeUnit.MINUTES);
        return millis;
    }

    @Test
    void peersOfALongFrozenNodeLeaveAndReturnWithIt() throws Exception {
        try (Gathering gathering = new Gathering()) {
            for (int i = 0; i < 2 * ROOMS; i++) {
                gathering.add(Participant.join("frozen" + i / 2, NODES.ws(i % 2).toString()));
            }
            gathering.millisUntilRight(System.nanoTime());
            long start = System.nanoTime();
            NODES.process(1).signal("STOP");
            long left;
            try {
                List<Participant> awake = gathering.all().stream()
                        .filter(one -> gathering.all().indexOf(one) % 2 == 0)
                        .toList();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> awake.stream().allMatch(one -> one.others().isEmpty()));
                left = ClusterClients.millisSince(start);
                await().pollDelay(Duration.ofSeconds(30).minusMillis(left))
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> true);
            } finally {
                NODES.process(1).signal("CONT");
            }
            long met = gathering.millisUntilRight(System.nanoTime());
            System.out.printf(
                    "Cluster: frozen for 30 s, peers left after %d ms, all met again %d ms after it went on%n",
                    left, met);
            assertThat(left).isBetween(9000L, 13_000L);
            assertThat(met).isLessThanOrEqualTo(5000);
        }
    }

    private static Gathering participants(String room, int node) throws Exception {
        Gathering gathering = new Gathering();
        for (int i = 0; i < ROOMS; i++) {
            gathering.add(Participant.join(room + i, NODES.ws(node).toString()));
        }
        return gathering;
    }
}
