package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rtc.bench.ServerProcess;
import rtc.bench.SteadyLoad;
import rtc.it.Deployed;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Runs attacks on the deployed server one after another while 20 uninvolved rooms of 5 peers exchange messages, which
 * must not be delayed. Records the results in a table.
 */
final class AttackRun {

    private static final int ROOMS = 20;
    private static final int PEERS_PER_ROOM = 5;
    private static final int MESSAGES_PER_SECOND = 500;
    private static final int LAP = 500;
    private static final int WARM_UP = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * The limit of the uninvolved peers' p99 latency: far above that of a busy machine, far below that of a stuck
     * server.
     */
    private static final Duration WITNESS_AT_MOST = Duration.ofSeconds(3);

    private static final long MEBIBYTE = 1024 * 1024;

    /** By how much the live heap may grow in an attack, because a server retains what it allocates for a first use. */
    private static final long HEAP_AT_MOST = 8 * MEBIBYTE;

    private static final int SOCKETS_AT_MOST = 5;

    private final ServerProcess server;
    private final SteadyLoad witness;
    private final List<String> rows = new ArrayList<>();

    private AttackRun(ServerProcess server, SteadyLoad witness) {
        this.server = server;
        this.witness = witness;
    }

    /** Starts the uninvolved peers and warms up the server. */
    static AttackRun begin() throws IOException, InterruptedException {
        SteadyLoad witness = SteadyLoad.start(Deployed.ws(), ROOMS, PEERS_PER_ROOM, MESSAGES_PER_SECOND);
        for (int i = 0; i < WARM_UP; i++) {
            try (RawWebSocket peer =
                    Handshake.with(Deployed.ws(), "/muc/warm-up").open()) {
                peer.join();
            }
        }
        witness.lap(4 * LAP, PATIENCE);
        return new AttackRun(ServerProcess.started(), witness);
    }

    /**
     * Runs an attack, and asserts that the server then frees the sockets and the heap that the attack occupied, and
     * that the uninvolved peers were not delayed.
     */
    void run(String fault, Attack attack) throws Exception {
        long heapBefore = server.liveHeap();
        long socketsBefore = server.sockets();
        witness.lap(0, PATIENCE);
        Duration before = witness.lap(LAP, PATIENCE).latency(0.99);
        long start = System.nanoTime();

        String outcome = attack.commit();

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration during = witness.lap(LAP, PATIENCE).latency(0.99);
        await("sockets freed after " + fault)
                .atMost(PATIENCE)
                .until(() -> server.sockets() <= socketsBefore + SOCKETS_AT_MOST);
        long heapAfter = await("heap freed after " + fault + ", down to " + heapBefore)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(server::liveHeap, heap -> heap - heapBefore < HEAP_AT_MOST);
        rows.add(String.format(
                Locale.ROOT,
                "%-42s %-54s %7.2f %7d %7d %7.1f %7.1f",
                fault,
                outcome,
                took.toMillis() / 1e3,
                heapBefore / 1024,
                heapAfter / 1024,
                before.toNanos() / 1e6,
                during.toNanos() / 1e6));
        assertThat(during).as("others' p99 during " + fault).isLessThan(WITNESS_AT_MOST);
    }

    /** Prints the table, and asserts that no message of the uninvolved peers was lost. */
    void end() throws IOException, InterruptedException {
        System.out.printf(
                "%nFaults endured by %s; heap in KiB before and after, p99 of others in ms before and during%n",
                Deployed.server());
        System.out.printf("%-42s %-54s %7s %7s %7s %7s %7s%n", "fault", "what happened", "s", "heap", "", "p99", "");
        rows.stream().sorted().forEach(System.out::println);
        try (witness) {
            witness.lap(0, PATIENCE);
            witness.lap(witness.onTheWay() + 1, PATIENCE);
        }
    }

    /** An attack. */
    interface Attack {

        /** Runs the attack, checks its outcome, and returns a short description of the outcome. */
        String commit() throws Exception;
    }
}
