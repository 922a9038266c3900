package rtc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.Deployed;
import rtc.signaling.MucSignaling;
import rtc.signaling.WebSocketChannel;

/**
 * Measures what thousands of Java clients cost in one JVM: threads, heap, and the time until all have joined, ten to a
 * room.
 *
 * <p>For a quick try: {@code -Dmuc.bench.clients=200}.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(900)
@Tag("bench")
final class ClientCrowdBenchmark {

    private static final int CLIENTS = Integer.getInteger("muc.bench.clients", 3000);
    private static final int PEERS_PER_ROOM = 10;
    private static final int MOST_THREADS = 100;
    private static final int MOST_BYTES_EACH = 100_000;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void manyClientsUseFewThreadsAndLittleHeap() throws Exception {
        int threads = threads();
        join(1).forEach(MucSignaling::close);
        long heap = heap();
        long start = System.nanoTime();
        List<MucSignaling> clients = join(CLIENTS);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        int peakThreads = ManagementFactory.getThreadMXBean().getPeakThreadCount() - threads;
        int steadyThreads = threads() - threads;
        long each = (heap() - heap) / CLIENTS;
        System.out.printf(
                Locale.ROOT,
                "%n%d clients joined in %.1f s: %d threads more at most, %d then, %d bytes of heap each%n",
                CLIENTS,
                took.toMillis() / 1e3,
                peakThreads,
                steadyThreads,
                each);
        clients.forEach(MucSignaling::close);
        assertThat(peakThreads).isLessThanOrEqualTo(MOST_THREADS);
        assertThat(each).isLessThanOrEqualTo(MOST_BYTES_EACH);
    }

    private static List<MucSignaling> join(int count) throws Exception {
        URI base = Deployed.ws();
        List<MucSignaling> clients = new ArrayList<>();
        List<CompletableFuture<Void>> joining = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var channel = WebSocketChannel.builder(base + "muc", "crowd " + i / PEERS_PER_ROOM);
            MucSignaling client = MucSignaling.builder(channel::build)
                    .joinTimeout(Duration.ofMinutes(5))
                    .build();
            clients.add(client);
            joining.add(client.connect());
        }
        for (CompletableFuture<Void> joined : joining) {
            joined.get(5, TimeUnit.MINUTES);
        }
        return clients;
    }

    private static int threads() {
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
