package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.bench.ServerProcess;
import rtc.it.Deployed;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Four addresses occupy as much memory as the default limits allow: 400 connections send to themselves and read just
 * enough not to be closed. The server has 512 MiB of heap.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(600)
@Tag("abuse")
final class OutboxesAbuse {

    private static final int ADDRESSES = 4;
    private static final int CONNECTIONS = 100;
    private static final int PEERS_PER_ROOM = 20;
    private static final int SECONDS = 60;
    private static final int WARM_UP_SECONDS = 20;

    /** The bytes that each connection reads per second: enough for a send to complete within the send timeout. */
    private static final int TRICKLE = 150_000;

    /**
     * The outstanding bytes at which a connection pauses: more than its sockets buffer on loopback, but less than its
     * sockets and its outbox hold together.
     */
    private static final int OUTSTANDING = 3_500_000;

    private static final long MEBIBYTE = 1024 * 1024;

    /** The limit of the live heap. On Payara, the buffers of the worker threads are added to the outboxes. */
    private static final long HEAP_AT_MOST = (Deployed.isOnPayara() ? 384 : 320) * MEBIBYTE;

    @SuppressWarnings("NullAway.Init")
    private static AttackRun attacks;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.trusted-proxies = 127.0.0.1
                """);
    }

    /**
     * Runs the attack once before it is measured, because Payara's worker threads retain the buffers that they allocate
     * under the first load.
     */
    @BeforeAll
    @Timeout(300)
    static void begin() throws Exception {
        attacks = AttackRun.begin();
        stall(WARM_UP_SECONDS);
    }

    @AfterAll
    static void end() throws Exception {
        attacks.end();
    }

    @Test
    void stalledReadersOfFourAddressesStayWithinTheHeapBudget() throws Exception {
        attacks.run(" 5 400 stalled receivers from 4 addresses", () -> stall(SECONDS));
    }

    private static String stall(int seconds) throws IOException {
        ServerProcess server = ServerProcess.started();
        try (Swarm attackers = new Swarm()) {
            String room = "";
            for (int i = 0; i < CONNECTIONS * ADDRESSES; i++) {
                room = i % PEERS_PER_ROOM == 0 ? UUID.randomUUID().toString() : room;
                RawWebSocket socket = opened(room, "203.0.113." + (1 + i / CONNECTIONS % ADDRESSES));
                attackers.addHoarder(socket, toOneself(socket.join()), 4, TRICKLE, OUTSTANDING);
            }
            List<Long> heap = new ArrayList<>();
            List<Long> live = new ArrayList<>();
            for (int second = 0; second < seconds; second++) {
                attackers.rage(Duration.ofSeconds(1));
                heap.add(server.usedHeap() / MEBIBYTE);
                if (second % 10 == 9) {
                    live.add(server.liveHeap() / MEBIBYTE);
                }
            }
            System.out.println("Heap in MiB, each second: " + heap + "; live, each ten seconds: " + live);
            long most = live.stream().mapToLong(Long::longValue).max().orElseThrow();
            assertThat(most * MEBIBYTE).isLessThan(HEAP_AT_MOST);
            return "at most " + most + " MiB live, " + attackers.connected() + " left, " + attackers.sent() + " sent";
        }
    }

    /** Opens a connection; retries while the rate limit for handshakes from the address refuses it. */
    private static RawWebSocket opened(String room, String address) {
        RawWebSocket[] socket = new RawWebSocket[1];
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    socket[0] = Handshake.with(Deployed.ws(), "/muc/" + room)
                            .header("X-Forwarded-For", address)
                            .receiveBuffer(4096)
                            .open();
                    return true;
                });
        return socket[0];
    }

    private static Frame toOneself(String id) {
        return Frame.text(json("{'type':'to','peer':'" + id + "','event':'e','data':'" + "x".repeat(60_000) + "'}"));
    }
}
