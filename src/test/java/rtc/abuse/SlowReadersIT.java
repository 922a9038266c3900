package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.fault.FaultProxy;
import rtc.it.Deployed;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Peers with slow connections that share a room with peers that send as much as the default limits allow. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class SlowReadersIT {

    private static final int TWO_MEGABITS = 250_000;
    private static final int STATUSES = 900;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void manyStatusesDoNotCloseSlowReaders() throws IOException {
        String room = UUID.randomUUID().toString();
        List<Listener> victims = new ArrayList<>();
        List<RawWebSocket> attackers = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (FaultProxy line = FaultProxy.to(Deployed.ws())) {
            line.toClients().slow(TWO_MEGABITS);
            for (int i = 0; i < 5; i++) {
                victims.add(Listener.in(line.address(Deployed.ws()), room));
            }
            for (int i = 0; i < 3; i++) {
                attackers.add(Handshake.with(Deployed.ws(), "/muc/" + room).open());
                ids.add(attackers.get(i).join());
            }
            for (int n = 1; n <= STATUSES; n++) {
                for (RawWebSocket attacker : attackers) {
                    attacker.send(status(n, 3900));
                }
            }

            await("the newest status of each attacker").atMost(PATIENCE).until(() -> victims.stream()
                    .allMatch(victim -> ids.stream().allMatch(id -> hasNewest(victim, id)) || victim.ending() != 0));
            assertThat(victims).extracting(Listener::ending).containsOnly(0);
        } finally {
            for (RawWebSocket attacker : attackers) {
                attacker.close();
            }
            for (Listener victim : victims) {
                victim.close();
            }
        }
    }

    @Test
    void aPeerThatFloodsWithPongsIsWarnedThenClosed() throws IOException {
        try (RawWebSocket flooder =
                Handshake.with(Deployed.ws(), "/muc/" + UUID.randomUUID()).open()) {
            flooder.join();
            Frame pong = Frame.of(Frame.PONG, new int[125]);
            flooder.flood(Stream.generate(() -> pong).limit(100_000));
            assertThat(flooder.text()).contains("rate_limited");
            flooder.flood(Stream.generate(() -> pong).limit(100_000));
            assertThat(flooder.awaitClose()).isEqualTo(4429);
        }
    }

    @Test
    void aPeerThatFloodsWithPingsIsClosed() throws IOException {
        try (RawWebSocket flooder =
                Handshake.with(Deployed.ws(), "/muc/" + UUID.randomUUID()).open()) {
            flooder.join();
            Frame ping = Frame.of(Frame.PING, new int[125]);
            assertThat(pingUntilClosed(flooder, ping, 20_000)).isEqualTo(4429);
        }
    }

    @Test
    void pingsBetweenMessagesKeepTheConnectionOpen() throws IOException {
        try (RawWebSocket client =
                Handshake.with(Deployed.ws(), "/muc/" + UUID.randomUUID()).open()) {
            client.join();
            for (int size : new int[] {0, 1, 100, 125, 126, 127, 1000, 3900}) {
                client.send(status(size, size));
                client.flood(Stream.of(Frame.of(Frame.PING, new int[size % 126])));
            }
            client.send(json("{'type':'ping'}"));
            assertThat(client.text()).contains("pong");
        }
    }

    /**
     * Reads the answer to each ping: unread answers could cause the loss of the close frame when the server cuts the
     * connection.
     */
    private static int pingUntilClosed(RawWebSocket flooder, Frame ping, int times) throws IOException {
        for (int sent = 0; sent < times; sent++) {
            try {
                flooder.send(ping);
            } catch (EOFException cut) {
                return flooder.awaitClose();
            }
            Frame answer = flooder.read();
            if (answer.opcode() == Frame.CLOSE) {
                return answer.closeCode();
            }
        }
        return 0;
    }

    private static boolean hasNewest(Listener victim, String id) {
        Integer newest = victim.newest(id);
        return newest != null && newest == STATUSES;
    }

    private static String status(int n, int bytes) {
        return json("{'type':'status','status':{'n':" + n + ",'x':'" + "x".repeat(bytes) + "'}}");
    }
}
