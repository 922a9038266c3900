package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.bench.ServerProcess;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** A peer that stops reading while its room continues to send. */
@ExtendWith(ArquillianExtension.class)
@Timeout(180)
final class StalledReaderIT {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The pause between two frames of the stalled peer, which may be silent or continue to send. */
    private static final Duration A_LONG_PAUSE = Duration.ofSeconds(2);

    private static final Duration A_SHORT_PAUSE = Duration.ofMillis(100);
    private static final String DATA = "x".repeat(3000);

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.messages-per-second = 0
                muc.bytes-per-second = 0
                """);
    }

    @Test
    void aStalledReaderIsClosedWith4413AndItsResourcesAreFreed() throws IOException {
        ServerProcess server = ServerProcess.started();
        stallOnce(A_LONG_PAUSE);
        long before = server.liveHeap();
        stallOnce(A_LONG_PAUSE);
        stallOnce(A_SHORT_PAUSE);
        long after = server.liveHeap();
        System.out.printf("Stalled readers: %d KiB on the heap before, %d KiB after%n", before / 1024, after / 1024);
        assertThat(after - before).isLessThan(5 * MEBIBYTE);
    }

    private static void stallOnce(Duration pause) throws IOException {
        String room = UUID.randomUUID().toString();
        try (RawWebSocket talker = Handshake.with(Deployed.ws(), "/muc/" + room).open();
                RawWebSocket stalled = Handshake.with(Deployed.ws(), "/muc/" + room)
                        .receiveBuffer(4096)
                        .open()) {
            talker.join();
            String id = stalled.join();
            assertThat(talker.text()).contains("peer_joined", id);

            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!talker.readable(Duration.ZERO) && System.nanoTime() < deadline) {
                talker.send(json("{'type':'to','peer':'" + id + "','event':'e','data':'" + DATA + "'}"));
            }

            assertThat(talker.text()).contains("peer_left", id);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Deployed.log().lines().filter(line -> line.contains(id)))
                            .anyMatch(line -> line.contains(id + " of room " + room + " ended: 4413")));
            assertThat(stalled.awaitReset(PATIENCE, pause))
                    .as("connection freed")
                    .isTrue();
            assertThat(stalled.awaitClose()).isIn(4413, RawWebSocket.NO_CLOSE_FRAME);
        }
    }
}
