package rtc.abuse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.Deployed;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Attacks by single peers whose outcome shows within seconds. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class HostilePeersIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    @SuppressWarnings("NullAway.Init")
    private static AttackRun attacks;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @BeforeAll
    static void begin() throws Exception {
        attacks = AttackRun.begin();
    }

    @AfterAll
    static void end() throws Exception {
        attacks.end();
    }

    @Test
    void aPeerWhoseConnectionDropsLeavesAtOnce() throws Exception {
        attacks.run(" 8 end of the stream", () -> vanish(RawWebSocket::close));
        attacks.run(" 8 reset", () -> vanish(RawWebSocket::reset));
    }

    @Test
    void aPeerWhoseProcessIsKilledLeavesAtOnce() throws Exception {
        attacks.run(" 8 kill -9", () -> {
            String room = anyRoom();
            try (RawWebSocket other = joined(room);
                    PeerProcess process = PeerProcess.in(Deployed.ws(), room)) {
                assertThat(other.text()).contains("peer_joined", process.id());
                return goneAtOnce(other, process.id(), process::kill);
            }
        });
    }

    @Test
    void aFloodingPeerIsWarnedThenClosed() throws Exception {
        attacks.run("12 a hundred thousand messages at once", () -> {
            try (RawWebSocket flooder = joined(anyRoom())) {
                Frame message = Frame.text(json("{'type':'status','status':{}}"));
                long start = System.nanoTime();
                flooder.flood(Stream.generate(() -> message).limit(100_000));
                assertThat(flooder.text()).contains("rate_limited");
                flooder.flood(Stream.generate(() -> message).limit(100_000));
                int code = flooder.awaitClose();
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                assertThat(code).isEqualTo(4429);
                assertThat(took).isLessThan(Duration.ofSeconds(5));
                return "closed " + code + " after " + took.toMillis() + " ms";
            }
        });
    }

    @Test
    void manyJoinsAndResetsDoNotDisturbOtherPeers() throws Exception {
        attacks.run("12 500 come and go in one room", () -> {
            String room = anyRoom();
            for (int i = 0; i < 500; i++) {
                try (RawWebSocket peer = open(room)) {
                    peer.join();
                    peer.reset();
                }
            }
            return "500 joined and left";
        });
    }

    @Test
    void connectionsThatNeverJoinDoNotBlockNewPeers() throws Exception {
        if (Deployed.isOnPayara()) {
            crowdThatNeverJoins(); // warm-up: Payara pools the request objects of this many connections
        }
        attacks.run("13 200 that never join, 200 slow headers", HostilePeersIT::crowdThatNeverJoins);
    }

    @Test
    void aPeerCannotImpersonateAnother() throws Exception {
        attacks.run("17 spoofing", () -> {
            String room = anyRoom();
            try (RawWebSocket other = open(room);
                    RawWebSocket elsewhere = open(anyRoom());
                    RawWebSocket liar = open(room)) {
                String victim = other.join();
                String stranger = elsewhere.join();
                liar.send(json("{'type':'join','id':'" + victim + "','status':{}}"));
                assertThat(liar.text()).doesNotContain("\"id\":\"" + victim);
                String joined = other.text();
                assertThat(joined).contains("peer_joined");
                String liarsId =
                        joined.substring(joined.indexOf("\"peer\":\"") + 8).split("\"", 2)[0];

                liar.send(json("{'type':'join','status':{'twice':1}}"));
                assertThat(liar.text()).contains("already_joined");
                liar.send(json("{'type':'from','peer':'" + victim + "','event':'e'}"));
                assertThat(liar.text()).contains("unknown_type");
                liar.send(json("{'type':'peer_left','peer':'" + victim + "'}"));
                assertThat(liar.text()).contains("unknown_type");
                liar.send(json("{'type':'to','peer':'" + stranger + "','event':'e'}"));
                assertThat(liar.text()).contains("unknown_peer");
                liar.send(json("{'type':'to','from':'" + stranger + "','id':'" + stranger + "','peer':'" + victim
                        + "','event':'e'}"));
                assertThat(other.text()).isEqualTo(json("{'type':'from','peer':'" + liarsId + "','event':'e'}"));
                assertThat(elsewhere.readable(A_MOMENT)).isFalse();
                return "six lies, six refusals";
            }
        });
    }

    @Test
    void namesAndPayloadsCannotForgeLogLines() throws Exception {
        int logged = Deployed.log().length();
        attacks.run("15 CR, LF, ESC, bidi, HTML", () -> {
            String odd = "\\r\\n2026-01-01 FORGED \\u001b[31m\\u202e<script>alert(1)</script>";
            String room = "%3Cscript%3Ealert(1)%3C%2Fscript%3E" + UUID.randomUUID();
            try (RawWebSocket other = joined(room);
                    RawWebSocket peer = open(room)) {
                peer.send(json("{'type':'join','status':{'name':'" + odd + "'}}"));
                assertThat(peer.text()).contains("joined");
                assertThat(other.text()).contains(odd);
                peer.send(json("{'type':'" + odd + "'}"));
                assertThat(peer.text()).contains("unknown_type").doesNotContain("FORGED");
                peer.send(json("{'type':'to','peer':'" + odd + "','event':'" + odd + "'}"));
                assertThat(peer.text()).contains("unknown_peer").doesNotContain("\r", "\n", "\u001b");
                peer.send(Frame.of(Frame.BINARY, 1));
                assertThat(peer.awaitClose()).isEqualTo(1003);
            }
            int inName = Handshake.with(Deployed.ws(), "/muc/%0D%0AFORGED%1B%E2%80%AE")
                    .status();
            int inOrigin = Handshake.with(Deployed.ws(), "/muc/x")
                    .header("Origin", "http://FORGED\u001b[31m.example")
                    .status();
            assertThat(inName).isEqualTo(400);
            assertThat(inOrigin).isIn(400, 403);
            return "passed on as it came; in a room's name " + inName + ", in an origin " + inOrigin;
        });
        String log = Deployed.log();
        String written = log.substring(Math.min(logged, log.length()));
        assertThat(written.lines()).noneMatch(line -> line.startsWith("2026-01-01 FORGED"));
        assertThat(written).doesNotContain("\u001b[31m\u202e", "\u202e");
    }

    private static String crowdThatNeverJoins() throws IOException {
        List<Closeable> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(slowHeaders());
                idle.add(open(anyRoom()));
            }
            long start = System.nanoTime();
            joined(anyRoom()).close();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).isLessThan(Duration.ofSeconds(5));
            assertThat(idle.get(1)).isInstanceOfSatisfying(RawWebSocket.class, silent -> assertThat(endOf(silent))
                    .isEqualTo(4408));
            return "another is in after " + took.toMillis() + " ms, who does not join gets 4408";
        } finally {
            for (Closeable each : idle) {
                each.close();
            }
        }
    }

    private static String vanish(Vanishing way) throws IOException {
        String room = anyRoom();
        try (RawWebSocket other = joined(room);
                RawWebSocket peer = open(room)) {
            String id = peer.join();
            assertThat(other.text()).contains("peer_joined", id);
            return goneAtOnce(other, id, () -> way.vanish(peer));
        }
    }

    private static String goneAtOnce(RawWebSocket other, String id, Vanish vanish) throws IOException {
        long start = System.nanoTime();
        vanish.run();
        assertThat(other.text()).isEqualTo(json("{'type':'peer_left','peer':'" + id + "'}"));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isLessThan(AT_ONCE);
        return "peer_left after " + took.toMillis() + " ms";
    }

    private static RawWebSocket joined(String room) throws IOException {
        RawWebSocket peer = open(room);
        peer.join();
        return peer;
    }

    private static RawWebSocket open(String room) throws IOException {
        return Handshake.with(Deployed.ws(), "/muc/" + room).open();
    }

    private static int endOf(RawWebSocket silent) {
        try {
            return silent.readable(Duration.ofSeconds(20)) ? silent.awaitClose() : 0;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Socket slowHeaders() throws IOException {
        Socket socket = new Socket(Deployed.ws().getHost(), Deployed.ws().getPort());
        socket.getOutputStream().write("GET /muc/x HTTP/1.1\r\nHost: ".getBytes(US_ASCII));
        return socket;
    }

    private static String anyRoom() {
        return UUID.randomUUID().toString();
    }

    private interface Vanish {
        void run() throws IOException;
    }

    private interface Vanishing {
        void vanish(RawWebSocket peer) throws IOException;
    }
}
