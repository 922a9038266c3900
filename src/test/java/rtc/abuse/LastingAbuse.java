package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
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
import rtc.fault.FaultProxy;
import rtc.it.Deployed;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Faults that take minutes: dead connections, stalled readers, endless messages. All limits have their defaults except
 * the rate limits of a peer, because one peer must be able to fill the outbox of another.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(600)
@Tag("abuse")
final class LastingAbuse {

    private static final Duration SILENCE = Duration.ofSeconds(65);
    private static final Duration FREED = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Duration A_TENTH = Duration.ofMillis(100);

    @SuppressWarnings("NullAway.Init")
    private static AttackRun attacks;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.messages-per-second = 0
                muc.bytes-per-second = 0
                """);
    }

    @BeforeAll
    static void begin() throws Exception {
        attacks = AttackRun.begin();
    }

    @AfterAll
    static void end() throws Exception {
        attacks.end();
    }

    /**
     * Runs the attack once before it is measured, because each worker thread of Payara retains the buffers that it
     * allocates in its first run.
     */
    @Test
    void stalledReadersAreClosedAndFreed() throws Exception {
        tenReadersThatStop();
        attacks.run(" 5 ten readers that stop", LastingAbuse::tenReadersThatStop);
    }

    private static String tenReadersThatStop() throws Exception {
        int count = 10;
        ServerProcess server = ServerProcess.started();
        long before = server.liveHeap();
        List<RawWebSocket> talkers = new ArrayList<>();
        List<RawWebSocket> stalled = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                String room = anyRoom();
                talkers.add(joined(Deployed.ws(), room));
                stalled.add(Handshake.with(Deployed.ws(), "/muc/" + room)
                        .receiveBuffer(4096)
                        .open());
                ids.add(stalled.get(i).join());
                tell(talkers.get(i), ids.get(i), 100);
            }
            long held = (server.liveHeap() - before) / count;
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                tell(talkers.get(i), ids.get(i), 400);
                awaitText(talkers.get(i), json("{'type':'peer_left','peer':'" + ids.get(i) + "'}"));
            }
            long ended = System.nanoTime();
            for (RawWebSocket each : stalled) {
                assertThat(each.awaitReset(Duration.ofSeconds(20), A_TENTH)).isTrue();
            }
            Duration freed = since(ended);
            assertThat(freed).isLessThan(FREED.plusSeconds(5));
            return String.format(
                    "%d KiB each at 3 MB, peer_left %.1f s, freed %.1f s later",
                    held / 1024, (ended - start) / 1e9, freed.toMillis() / 1e3);
        } finally {
            closeAll(talkers);
            closeAll(stalled);
        }
    }

    @Test
    void aPeerWhoseProcessIsFrozenTimesOut() throws Exception {
        attacks.run(" 6 SIGSTOP", () -> {
            String room = anyRoom();
            try (RawWebSocket other = joined(Deployed.ws(), room);
                    PeerProcess process = PeerProcess.in(Deployed.ws(), room)) {
                awaitText(other, "peer_joined");
                process.freeze();
                long start = System.nanoTime();
                awaitText(other, json("{'type':'peer_left','peer':'" + process.id() + "'}"));
                assertThat(since(start)).isLessThan(SILENCE);
                return String.format("peer_left after %.1f s", since(start).toMillis() / 1e3);
            }
        });
    }

    @Test
    void aThousandDeadConnectionsTimeOut() throws Exception {
        attacks.run(" 7 a thousand cut off without a word", () -> {
            String room = anyRoom();
            List<RawWebSocket> clients = new ArrayList<>();
            try (FaultProxy proxy = FaultProxy.to(Deployed.ws());
                    RawWebSocket other = joined(Deployed.ws(), room)) {
                for (int i = 0; i < 990; i++) {
                    clients.add(joined(proxy.address(Deployed.ws()), room + "-" + i % 99));
                }
                for (int i = 0; i < 10; i++) {
                    clients.add(joined(proxy.address(Deployed.ws()), room));
                }
                proxy.loseClients();
                long start = System.nanoTime();
                for (int i = 0; i < 10; i++) {
                    awaitText(other, "peer_left");
                }
                assertThat(since(start)).isLessThan(SILENCE);
                return String.format(
                        "all ten of one room left after %.1f s", since(start).toMillis() / 1e3);
            } finally {
                closeAll(clients);
            }
        });
    }

    @Test
    void anEndlessMessageTimesOut() throws Exception {
        attacks.run(" 9 a byte in a fragment each 100 ms", () -> {
            try (RawWebSocket slow = joined(Deployed.ws(), anyRoom())) {
                slow.send(Frame.of(Frame.TEXT, '{').unfinished());
                return drip(
                        slow, () -> slow.send(Frame.of(Frame.CONTINUATION, ' ').unfinished()));
            }
        });
        attacks.run(" 9 a byte of one frame each 100 ms", () -> {
            try (RawWebSocket slow = joined(Deployed.ws(), anyRoom())) {
                slow.sendRaw(Frame.of(Frame.TEXT).maskedHead(60_000, 0));
                return drip(slow, () -> slow.sendRaw(ByteBuffer.wrap(new byte[] {' '})));
            }
        });
    }

    @Test
    void aPeerThatPingsWithoutReadingIsClosed() throws Exception {
        attacks.run("11 pings, and nothing is read", () -> {
            ServerProcess server = ServerProcess.started();
            long before = server.liveHeap();
            Frame ping = Frame.of(Frame.PING, new int[125]);
            try (RawWebSocket rude = Handshake.with(Deployed.ws(), "/muc/" + anyRoom())
                    .receiveBuffer(4096)
                    .open()) {
                rude.join();
                int sent = 0;
                String held = "all taken";
                try {
                    for (; sent < 200_000; sent++) {
                        rude.send(ping);
                    }
                } catch (SocketTimeoutException stopped) {
                    held = "then held back";
                } catch (EOFException cut) {
                    held = "then cut";
                }
                long bytes = server.liveHeap() - before;
                Duration ended = untilCut(rude, ping);
                assertThat(ended).isLessThan(SILENCE.plus(FREED));
                return String.format(
                        "%d pings %s, %d KiB of heap, cut %.1f s later",
                        sent, held, bytes / 1024, ended.toMillis() / 1e3);
            }
        });
    }

    @Test
    void twentyThousandRoomsLeakNothing() throws Exception {
        attacks.run("14 20 000 rooms made and left", () -> {
            for (int i = 0; i < 20_000; i++) {
                try (RawWebSocket peer = joined(Deployed.ws(), "room-" + i)) {
                    peer.reset();
                }
            }
            return "20 000 made and left";
        });
    }

    /** Sends a byte every 100 ms until the server closes the connection, which it must do with code 4408. */
    private static String drip(RawWebSocket slow, Drip drip) throws IOException {
        long start = System.nanoTime();
        Frame frame = Frame.text("");
        while (frame.opcode() != Frame.CLOSE) {
            assertThat(since(start)).isLessThan(SILENCE);
            drip.fall();
            frame = slow.readable(A_TENTH) ? slow.read() : frame;
        }
        assertThat(frame.closeCode()).isEqualTo(4408);
        return String.format("closed 4408 after %.1f s", since(start).toMillis() / 1e3);
    }

    /** Sends until the server cuts the connection, even while the server does not read; returns how long that took. */
    private static Duration untilCut(RawWebSocket peer, Frame frame) throws IOException {
        long start = System.nanoTime();
        while (since(start).compareTo(PATIENCE) < 0) {
            try {
                peer.send(frame);
                peer.readable(Duration.ofSeconds(1));
            } catch (SocketTimeoutException heldBack) {
                // continue
            } catch (EOFException cut) {
                break;
            }
        }
        return since(start);
    }

    private static void tell(RawWebSocket talker, String id, int messages) throws IOException {
        String head = json("{'type':'to','peer':'" + id + "','event':'e','data':'");
        String message = head + "x".repeat(30 * 1024) + "\"}";
        for (int i = 0; i < messages; i++) {
            talker.send(message);
        }
    }

    /** Skips messages until one contains this text; sends pongs meanwhile, so that the peer does not seem silent. */
    private static void awaitText(RawWebSocket peer, String words) throws IOException {
        long start = System.nanoTime();
        String text = "";
        while (!text.contains(words)) {
            assertThat(since(start)).isLessThan(PATIENCE);
            text = peer.readable(Duration.ofSeconds(1)) ? peer.read().text() : "";
            peer.send(Frame.of(Frame.PONG));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static RawWebSocket joined(URI base, String room) throws IOException {
        RawWebSocket peer = Handshake.with(base, "/muc/" + room).open();
        peer.join();
        return peer;
    }

    private static void closeAll(List<RawWebSocket> peers) throws IOException {
        for (RawWebSocket peer : peers) {
            peer.close();
        }
    }

    private static String anyRoom() {
        return UUID.randomUUID().toString();
    }

    private interface Drip {
        void fall() throws IOException;
    }
}
