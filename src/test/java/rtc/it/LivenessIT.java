package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Connections that are silent or too slow, with limits of a few seconds. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class LivenessIT {

    private static final Answers ANSWERS = new Answers("Limits of time");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    /** Many more pings than the buffers of the operating system hold. */
    private static final int MANY = 1_000_000;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.join-timeout = 2s
                muc.message-timeout = 2s
                muc.silence-timeout = 4s
                muc.ping-interval = 1s
                muc.close-timeout = 1s
                """);
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @Test
    void aClientThatDoesNotJoinIsClosed() throws IOException {
        try (RawWebSocket idle = open("idle")) {
            assertThat(ANSWERS.note("join-timeout: who does not join in 2 s", answeringPings(idle)))
                    .isEqualTo("closed 4408: not joined in time");
        }
    }

    @Test
    void aSilentPeerIsClosedEvenIfItReceives() throws IOException {
        try (RawWebSocket ada = open("silence");
                RawWebSocket silent = open("silence")) {
            ada.join();
            String id = silent.join();
            assertThat(answeringPings(ada)).contains("peer_joined", id);

            String left = "";
            for (long start = System.nanoTime(); left.isEmpty() && isEarly(start); ) {
                ada.send(json("{'type':'to','peer':'" + id + "','event':'hello'}"));
                left = ada.readable(A_MOMENT) ? answeringOnePing(ada) : "";
            }
            assertThat(left).isEqualTo(json("{'type':'peer_left','peer':'" + id + "'}"));
            assertThat(ANSWERS.note("silence-timeout: who is silent for 4 s", silent.awaitClose()))
                    .isEqualTo(4408);
        }
    }

    @Test
    void aPeerThatOnlyAnswersPingsStays() throws IOException {
        try (RawWebSocket quiet = open("quiet")) {
            quiet.join();
            int pings = 0;
            while (pings < 8) {
                Frame frame = quiet.read();
                assertThat(frame.opcode()).as(frame.text()).isEqualTo(Frame.PING);
                quiet.send(Frame.of(Frame.PONG));
                pings++;
            }
            quiet.send(json("{'type':'to','peer':'nobody','event':'hello'}"));
            assertThat(ANSWERS.note("who only answers pings for 8 s, then sends", answeringPings(quiet)))
                    .contains("unknown_peer");
        }
    }

    @Test
    void aFragmentedMessageMustBeCompletedInTime() throws IOException {
        try (RawWebSocket slow = open("fragments")) {
            slow.join();
            slow.send(Frame.text("{").unfinished());
            String end = "";
            for (long start = System.nanoTime(); end.isEmpty() && isEarly(start); ) {
                slow.send(Frame.of(Frame.CONTINUATION, ' ').unfinished());
                end = slow.readable(A_MOMENT) ? answeringOnePing(slow) : "";
            }
            assertThat(ANSWERS.note("message-timeout: fragments for over 2 s", end))
                    .isEqualTo("closed 4408: message not finished in time");
        }
    }

    @Test
    void aFrameSentByteByByteStillTimesOut() throws IOException {
        try (RawWebSocket slow = open("trickle");
                RawWebSocket ada = open("trickle")) {
            ada.join();
            slow.join();
            assertThat(answeringPings(ada)).contains("peer_joined");
            byte[] frame = Frame.text("x".repeat(1000)).masked(0).array();
            String left = "";
            int at = 0;
            for (long start = System.nanoTime(); left.isEmpty() && isEarly(start); ) {
                try {
                    slow.send(new byte[] {frame[at++]});
                } catch (EOFException cut) {
                    at = 0;
                }
                left = ada.readable(A_MOMENT) ? answeringOnePing(ada) : "";
            }
            assertThat(left).contains("peer_left");
        }
    }

    @Test
    void aPeerThatSendsAfterTheCloseIsCut() throws IOException {
        try (RawWebSocket deaf = open("deaf")) {
            deaf.join();
            deaf.send(Frame.of(Frame.BINARY, 1));
            long start = System.nanoTime();
            assertThat(deaf.awaitReset(PATIENCE, Duration.ofMillis(1))).isTrue();
            ANSWERS.note(
                    "close-timeout: who goes on sending after a close",
                    "cut after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        }
    }

    @Test
    void aPeerThatPingsWithoutReadingIsCut() throws IOException {
        String id = "";
        try (RawWebSocket flooding =
                Handshake.with(Deployed.ws(), "/muc/flood").receiveBuffer(4096).open()) {
            id = flooding.join();
            int pings = 0;
            for (boolean cut = false; !cut; ) {
                assertThat(pings).isLessThan(MANY);
                try {
                    flooding.send(Frame.of(Frame.PING, new int[125]));
                    pings++;
                } catch (EOFException gone) {
                    cut = true;
                }
            }
            ANSWERS.note("who pings and reads no pongs", "cut after " + pings + " pings");
        }
        try (RawWebSocket ada = open("flood")) {
            ada.join();
            ada.send(json("{'type':'to','peer':'" + id + "','event':'hello'}"));
            assertThat(answeringPings(ada)).contains("unknown_peer");
        }
    }

    private static RawWebSocket open(String room) throws IOException {
        return Handshake.with(Deployed.ws(), "/muc/" + room).open();
    }

    private static boolean isEarly(long start) {
        return System.nanoTime() - start < PATIENCE.toNanos();
    }

    /** The text or close code of the next frame that is not a ping; answers pings meanwhile. */
    private static String answeringPings(RawWebSocket peer) throws IOException {
        String next = "";
        while (next.isEmpty()) {
            next = answeringOnePing(peer);
        }
        return next;
    }

    /** The next text or close code; empty for a ping, which is answered. */
    private static String answeringOnePing(RawWebSocket peer) throws IOException {
        Frame frame = peer.read();
        return switch (frame.opcode()) {
            case Frame.PING -> {
                peer.send(Frame.of(Frame.PONG));
                yield "";
            }
            case Frame.CLOSE -> "closed " + frame.closeCode() + ": " + frame.closeReason();
            default -> frame.text();
        };
    }
}
