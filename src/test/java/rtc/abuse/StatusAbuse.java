package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
import rtc.fault.FaultProxy;
import rtc.it.Deployed;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Connections that send as many statuses, events and control frames as the default limits allow. */
@ExtendWith(ArquillianExtension.class)
@Timeout(600)
@Tag("abuse")
final class StatusAbuse {

    private static final int TWO_MEGABITS = 250_000;
    private static final int SLOW_LINE = 32_000;
    private static final int ATTACKERS = 20;
    private static final int ROOM = 100;
    private static final Duration A_WHILE = Duration.ofSeconds(10);
    private static final Duration MINUTES = Duration.ofSeconds(150);

    @SuppressWarnings("NullAway.Init")
    private static AttackRun attacks;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    /**
     * Runs an attack once before any is measured, because Payara's worker threads retain the buffers that they allocate
     * under the first load.
     */
    @BeforeAll
    static void begin() throws Exception {
        attacks = AttackRun.begin();
        fanOut(status(3900), 150);
    }

    @AfterAll
    static void end() throws Exception {
        attacks.end();
    }

    @Test
    void threeStatusFloodersDoNotCloseReadersAt2MegabitsPerSecond() throws Exception {
        attacks.run(" 2 3 send 11.8 MB of statuses to 5 slow readers", () -> {
            String room = anyRoom();
            List<Listener> victims = new ArrayList<>();
            try (FaultProxy line = FaultProxy.to(Deployed.ws());
                    Swarm attackers = new Swarm()) {
                line.toClients().slow(TWO_MEGABITS);
                for (int i = 0; i < 5; i++) {
                    victims.add(Listener.in(line.address(Deployed.ws()), room));
                }
                for (int i = 0; i < 3; i++) {
                    attackers.addSpeaker(joined(room), status(3900), 160, true);
                }
                String figures = rage(attackers, A_WHILE);
                assertThat(victims).extracting(Listener::ending).containsOnly(0);
                return figures + ", no victim out";
            } finally {
                close(victims);
            }
        });
    }

    @Test
    void sixtyBusyPeersDoNotCloseAReaderAt32KilobytesPerSecond() throws Exception {
        attacks.run(" 2 60 change every 200 ms, a reader at 32 kB/s", () -> {
            String room = anyRoom();
            try (FaultProxy line = FaultProxy.to(Deployed.ws());
                    Swarm lively = new Swarm()) {
                line.toClients().slow(SLOW_LINE);
                try (Listener reader = Listener.in(line.address(Deployed.ws()), room)) {
                    for (int i = 0; i < 60; i++) {
                        lively.addSpeaker(joined(room), status(230), 5, true);
                    }
                    String figures = rage(lively, MINUTES);
                    Duration late = lateness(reader, room);
                    assertThat(reader.ending()).isZero();
                    return figures + ", reader in after " + MINUTES.toSeconds() + " s, " + reader.messages() + ", "
                            + late.toMillis() + " ms late";
                }
            }
        });
    }

    @Test
    void twentySendersOfFrequentStatusesCloseNoConnection() throws Exception {
        attacks.run(" 3 20 of a room change 200 times a second", () -> fanOut(status(10), 200));
    }

    @Test
    void twentySendersOfLargeStatusesCloseNoConnection() throws Exception {
        attacks.run(" 4 20 of a room send 4 KiB 150 times a second", () -> fanOut(status(3900), 150));
    }

    @Test
    void twentyPeersThatDoNotReadTheirOwnEventsDoNotDisturbOthers() throws Exception {
        attacks.run(" 5 20 do not read what they send themselves", () -> {
            try (Swarm attackers = new Swarm()) {
                for (int i = 0; i < ATTACKERS; i++) {
                    RawWebSocket socket = Handshake.with(Deployed.ws(), "/muc/" + anyRoom())
                            .receiveBuffer(4096)
                            .open();
                    attackers.addSpeaker(socket, toOneself(socket.join(), 60_000), 5, false);
                }
                return rage(attackers, A_WHILE);
            }
        });
    }

    @Test
    void twentyPongFloodersDoNotDisturbOthers() throws Exception {
        attacks.run(" 7 20 flood with pongs", () -> controlFrames(Frame.of(Frame.PONG, new int[100])));
    }

    @Test
    void twentyPingFloodersDoNotDisturbOthers() throws Exception {
        attacks.run(" 7 20 flood with pings", () -> controlFrames(Frame.of(Frame.PING, new int[100])));
    }

    private static String fanOut(Frame status, int perSecond) throws IOException {
        String room = anyRoom();
        try (Swarm crowd = new Swarm()) {
            for (int i = 0; i < ROOM - ATTACKERS; i++) {
                crowd.addReader(joined(room));
            }
            for (int i = 0; i < ATTACKERS; i++) {
                crowd.addSpeaker(joined(room), status, perSecond, true);
            }
            String figures = rage(crowd, A_WHILE);
            assertThat(crowd.connected()).isEqualTo(ROOM);
            return figures;
        }
    }

    private static String controlFrames(Frame frame) throws IOException {
        try (Swarm attackers = new Swarm()) {
            for (int i = 0; i < ATTACKERS; i++) {
                attackers.addSpeaker(joined(anyRoom()), frame, 0, true);
            }
            return rage(attackers, A_WHILE);
        }
    }

    /** The time until a new status reaches a listener, or until the listener is disconnected. */
    private static Duration lateness(Listener reader, String room) throws IOException {
        try (RawWebSocket another =
                Handshake.with(Deployed.ws(), "/muc/" + room).open()) {
            String id = another.join();
            long start = System.nanoTime();
            another.send(status(1));
            await().atMost(30, TimeUnit.SECONDS).until(() -> reader.newest(id) != null || reader.ending() != 0);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static String rage(Swarm swarm, Duration time) throws IOException {
        ServerProcess server = ServerProcess.started();
        long written = server.written();
        long start = System.nanoTime();
        swarm.rage(time);
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "%d in, %.2f MB/s out, %d MiB heap, %d left",
                swarm.sent(),
                (server.written() - written) / seconds / 1e6,
                server.usedHeap() >> 20,
                swarm.connected());
    }

    private static Frame status(int bytes) {
        return Frame.text(json("{'type':'status','status':{'n':1,'x':'" + "x".repeat(bytes) + "'}}"));
    }

    private static Frame toOneself(String id, int bytes) {
        return Frame.text(json("{'type':'to','peer':'" + id + "','event':'e','data':'" + "x".repeat(bytes) + "'}"));
    }

    private static RawWebSocket joined(String room) throws IOException {
        return joined(Deployed.ws(), room);
    }

    private static RawWebSocket joined(URI base, String room) throws IOException {
        RawWebSocket peer = Handshake.with(base, "/muc/" + room).open();
        peer.join();
        return peer;
    }

    private static void close(List<Listener> listeners) throws IOException {
        for (Listener listener : listeners) {
            listener.close();
        }
    }

    private static String anyRoom() {
        return UUID.randomUUID().toString();
    }
}
