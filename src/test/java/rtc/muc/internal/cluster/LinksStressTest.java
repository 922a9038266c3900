package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.trace.Rule;
import rtc.trace.TraceChecker;
import rtc.trace.WireReader;

/**
 * Tests three nodes in one JVM with real threads, because the simulation has only one thread. No message is lost here.
 */
final class LinksStressTest {

    private static final int CLIENTS = 40;
    private static final int ACTS = 200;

    private static final Logger ROOM_LOG = Logger.getLogger("rtc.muc.internal.room");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final WireReader reader = new WireReader();
    private final AtomicLong ids = new AtomicLong();
    private final ConcurrentMap<String, ThreadedNode> nodes = new ConcurrentHashMap<>();
    private final Queue<ThreadedClient> clients = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void start() {
        ROOM_LOG.setLevel(Level.WARNING);
        for (String address : List.of("a", "b", "c")) {
            nodes.put(address, new ThreadedNode(address, nodes, codec, () -> "p" + ids.incrementAndGet()));
        }
    }

    @AfterEach
    void close() {
        nodes.values().forEach(ThreadedNode::close);
        threads.shutdownNow();
        codec.close();
        ROOM_LOG.setLevel(null);
    }

    @Test
    void simultaneousJoinsOnTwoNodesAreOriented() throws Exception {
        meet();
        for (int round = 0; round < 2000; round++) {
            RoomName room = new RoomName("r" + round);
            race(round, List.of(client("a", room)::join, client("b", room)::join));
        }
        assertRight();
    }

    @Test
    void clientTracesAreCorrectWhileThreeNodesConnect() throws Exception {
        List<Runnable> drivers = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            SplittableRandom random = new SplittableRandom(client);
            String node = List.of("a", "b", "c").get(client % 3);
            ThreadedClient driven = client(node, new RoomName("r" + client % 2));
            drivers.add(() -> live(driven, random));
        }
        drivers.add(this::meet);
        race(0, drivers);
        assertRight();
    }

    private void live(ThreadedClient client, SplittableRandom random) {
        client.join();
        for (int act = 0; act < ACTS; act++) {
            int choice = random.nextInt(10);
            if (choice < 5) {
                client.toAnyone(random);
            } else {
                client.status();
            }
        }
        if (random.nextInt(3) == 0) {
            client.leave();
        }
    }

    private ThreadedClient client(String node, RoomName room) {
        ThreadedClient client = new ThreadedClient(Objects.requireNonNull(nodes.get(node)), codec, reader, room);
        clients.add(client);
        return client;
    }

    private void meet() {
        nodes.values().forEach(node -> node.view(nodes.keySet()));
    }

    private void race(int seed, List<Runnable> runners) throws Exception {
        CyclicBarrier start = new CyclicBarrier(runners.size());
        List<Future<?>> runs = new ArrayList<>();
        for (Runnable runner : runners) {
            runs.add(threads.submit(() -> {
                start.await();
                if (seed % 2 == 1) {
                    Thread.onSpinWait();
                }
                runner.run();
                return null;
            }));
        }
        for (Future<?> run : runs) {
            run.get(30, TimeUnit.SECONDS);
        }
    }

    /** Waits until no message is in transit, and checks the traces. */
    private void assertRight() {
        long sent;
        long before;
        do {
            before = sent();
            sent = sent();
        } while (sent != before);
        TraceChecker checker =
                new TraceChecker(clients.stream().map(ThreadedClient::trace).toList());
        assertThat(checker.violations())
                .filteredOn(violation -> violation.rule() != Rule.ONE_ORDER)
                .isEmpty();
        System.out.println("Links: " + checker.messages() + " messages checked, " + sent + " between nodes");
    }

    private long sent() {
        return nodes.values().stream().mapToLong(ThreadedNode::sentWhenIdle).sum();
    }
}
