package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Very many joins and events over two WildFly processes, without limits. To change their numbers:
 * {@code -Dmuc.cluster.pairs=100 -Dmuc.cluster.events=1000}.
 */
@Tag("cluster-load")
@Timeout(900)
final class ManyOverNodesIT {

    private static final int PAIRS = Integer.getInteger("muc.cluster.pairs", 10_000);
    private static final int EVENTS = Integer.getInteger("muc.cluster.events", 1_000_000);
    private static final int PARALLEL = 4;

    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(2);

    @Test
    void oneOfTwoSimultaneousJoinsIsFirst() throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger supplementary = new AtomicInteger();
        List<CrossingJoins> wrong = Collections.synchronizedList(new ArrayList<>());
        List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        inParallel(PARALLEL, number -> {
            for (int pair = next.getAndIncrement(); pair < PAIRS; pair = next.getAndIncrement()) {
                try (RawWebSocket first = open(0, "pair" + pair);
                        RawWebSocket second = open(1, "pair" + pair)) {
                    CrossingJoins joins =
                            pair % 2 == 0 ? CrossingJoins.of(first, second) : CrossingJoins.of(second, first);
                    nanos.addAll(joins.nanos());
                    supplementary.addAndGet(joins.supplementary() ? 1 : 0);
                    if (!joins.areOriented()) {
                        wrong.add(joins);
                    }
                }
            }
        });
        nanos.sort(null);
        System.out.printf(
                "Cluster: %d pairs, %d not oriented, %d supplementary joined, join p50 %d us, p99 %d us%n",
                PAIRS,
                wrong.size(),
                supplementary.get(),
                nanos.get(nanos.size() / 2) / 1000,
                nanos.get(nanos.size() * 99 / 100) / 1000);
        assertThat(wrong).isEmpty();
        assertThat(supplementary).hasPositiveValue();
    }

    @Test
    void numberedEventsArriveOnceAndInOrder() throws Exception {
        List<NumberedStream> streams = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            streams.add(NumberedStream.between(
                    open(i % 2, "stream" + i), open(1 - i % 2, "stream" + i), EVENTS / PARALLEL));
        }
        long start = System.nanoTime();
        inParallel(2 * PARALLEL, number -> {
            NumberedStream stream = streams.get(number / 2);
            if (number % 2 == 0) {
                stream.send();
            } else {
                stream.receive();
            }
        });
        long millis = ClusterClients.millisSince(start);
        System.out.printf(
                "Cluster: %d events of %d peers to another node, %d gaps, %d doubled or late, in %d ms: %d a second%n",
                EVENTS,
                PARALLEL,
                streams.stream().mapToInt(NumberedStream::gaps).sum(),
                streams.stream().mapToInt(NumberedStream::doubles).sum(),
                millis,
                EVENTS * 1000L / millis);
        for (NumberedStream stream : streams) {
            assertThat(stream.gaps()).isZero();
            assertThat(stream.doubles()).isZero();
            stream.close();
        }
    }

    private static RawWebSocket open(int node, String room) throws Exception {
        return Handshake.with(NODES.ws(node), "/muc/" + room).open();
    }

    private interface Job {
        void run(int number) throws Exception;
    }

    private static void inParallel(int count, Job job) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                Callable<Void> task = () -> {
                    job.run(number);
                    return null;
                };
                running.add(threads.submit(task));
            }
            for (Future<Void> each : running) {
                each.get(10, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
