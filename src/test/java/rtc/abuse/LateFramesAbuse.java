package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.Deployed;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Clients that send frames while the server closes their connections. They share a room, so the server always has
 * messages for each of them.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(600)
@Tag("abuse")
final class LateFramesAbuse {

    private static final int CLIENTS = 4;
    private static final int TURNS = 8000;
    private static final int FRAMES = 30;
    private static final String LATE = json("{'type':'late'}");
    private static final int PAUSE_NANOS = 10_000;

    private final Collection<String> wrong = new ConcurrentLinkedQueue<>();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.handshakes-per-second = 0
                muc.messages-per-second = 0
                muc.bytes-per-second = 0
                muc.sessions-per-node = 0
                muc.sessions-per-address = 0
                muc.peers-per-address = 0
                muc.peers-per-room = 0
                """);
    }

    @Test
    void framesSentAfterALeaveDoNotDisturbOtherConnections() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(this::turns, threads))
                            .limit(CLIENTS)
                            .toArray(CompletableFuture[]::new))
                    .get(9, TimeUnit.MINUTES);
        } finally {
            threads.shutdownNow();
        }
        assertThat(wrong).isEmpty();
    }

    private void turns() {
        for (int turn = 0; turn < TURNS; turn++) {
            try (RawWebSocket socket =
                    Handshake.with(Deployed.ws(), "/muc/late").open()) {
                socket.join();
                socket.send(json("{'type':'leave'}"));
                sendUntilClosed(socket);
            } catch (IOException refused) {
                wrong.add("turn " + turn + ": " + refused);
            }
        }
    }

    /** Waits by spinning, because a thread that parks would wake up too late. */
    private static void pause() {
        for (long start = System.nanoTime(); System.nanoTime() - start < PAUSE_NANOS; ) {
            Thread.onSpinWait();
        }
    }

    private static void sendUntilClosed(RawWebSocket socket) {
        try {
            for (int frame = 0; frame < FRAMES; frame++) {
                socket.send(LATE);
                pause();
            }
            socket.awaitClose();
        } catch (IOException cut) {
            // Expected: the connection may end while the client sends.
        }
    }
}
