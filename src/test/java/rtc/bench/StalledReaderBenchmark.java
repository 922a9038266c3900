package rtc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
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
 * Measures how a peer that does not read affects the other peers of a busy room: compares the p99 latency of their
 * messages after it has joined with the p99 latency before. The server must then end the peer and free its connection.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
@Tag("bench")
final class StalledReaderBenchmark {

    private static final int ROUNDS = 5;
    private static final int PEERS = 10;
    private static final int MESSAGES = 20_000;
    private static final double AT_MOST = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.messages-per-second = 0
                muc.bytes-per-second = 0
                muc.statuses-per-second = 0
                muc.room-bytes-per-second = 0
                """);
    }

    @Test
    void aStalledReaderAtMostDoublesTheLatencyOfOthers() throws IOException {
        measure("warm-up");
        measure("warm-up");
        System.out.printf("%nstatus, one room of %d peers, p99 µs%nroom            before  stalled  ratio%n", PEERS);
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratios[round] = measure("round-" + round);
        }
        Arrays.sort(ratios);
        double median = ratios[ROUNDS / 2];
        System.out.printf(Locale.ROOT, "median %.2f%n", median);
        assertThat(median).as("p99 beside a stalled reader, over p99 before").isLessThanOrEqualTo(AT_MOST);
    }

    private static double measure(String room) throws IOException {
        URI base = Deployed.ws();
        try (Load others = Load.broadcast(base, room, PEERS, 1);
                RawWebSocket stalled =
                        Handshake.with(base, "/muc/" + room).receiveBuffer(4096).open()) {
            long before = p99(others);
            stalled.join();
            long during = p99(others);
            assertThat(stalled.awaitReset(Duration.ofSeconds(15), Duration.ofSeconds(2)))
                    .as("connection freed")
                    .isTrue();
            double ratio = (double) during / before;
            System.out.printf(Locale.ROOT, "%-14s %7d %8d %6.2f%n", room, before, during, ratio);
            return ratio;
        }
    }

    private static long p99(Load load) throws IOException {
        return load.run(MESSAGES, PATIENCE).latency(0.99).toNanos() / 1000;
    }
}
