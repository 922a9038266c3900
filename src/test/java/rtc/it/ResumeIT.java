package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Resumption after a connection is lost, tested on the wire. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class ResumeIT {

    private static final Pattern JOINED = Pattern.compile(
            json(
                    "\\{'type':'joined','id':'([-0-9a-f]{36})','peers':\\{.*},'resume':\\{'token':'([\\w-]{22})','within':3}}"));
    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final String NOT_RESUMABLE =
            json("{'type':'error','msg':'Unable to resume','code':'not_resumable'}");

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
            muc.resume-window = 3s
            muc.outbox-messages = 40
            """);
    }

    @Test
    void aCutOrResetConnectionIsResumedWithoutOthersNoticing() throws IOException {
        try (Wire ada = Wire.in("cut")) {
            Stay bob = Stay.in("cut");
            isTold(ada, bob);
            for (int time = 0; time < 4; time++) {
                ada.says(to(bob.id, 2 * time));
                if (time % 2 == 0) {
                    bob.socket.close();
                } else {
                    bob.socket.reset();
                }
                ada.says(to(bob.id, 2 * time + 1));
                bob = bob.resumes(1 + 2 * time);
                assertThat(bob.socket.text()).isEqualTo(json("{'type':'resumed','received':" + time + "}"));
                assertThat(bob.socket.text()).isEqualTo(from(ada.id(), 2 * time));
                assertThat(bob.socket.text()).isEqualTo(from(ada.id(), 2 * time + 1));
                bob.socket.send(to(ada.id(), time));
                ada.gets(from(bob.id, time));
            }
            ada.getsNothingElse();
            bob.socket.send(json("{'type':'leave'}"));
            assertThat(bob.socket.awaitClose()).isEqualTo(1000);
            ada.gets(json("{'type':'peer_left','peer':'" + bob.id + "'}"));
        }
    }

    @Test
    void aPeerThatDoesNotResumeLeavesWhenTheWindowEnds() throws IOException {
        try (Wire ada = Wire.in("window")) {
            Stay bob = Stay.in("window");
            isTold(ada, bob);
            long begun = System.nanoTime();
            bob.socket.close();
            assertThat(ada.socket().readable(WINDOW.minusMillis(200))).isFalse();
            ada.gets(json("{'type':'peer_left','peer':'" + bob.id + "'}"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(WINDOW.minusMillis(100), WINDOW.plusSeconds(4));

            Stay late = bob.resumes(1);
            assertThat(late.socket.text()).isEqualTo(NOT_RESUMABLE);
            late.socket.send(json("{'type':'join','resume':true}"));
            assertThat(late.socket.text()).startsWith(json("{'type':'joined'")).doesNotContain(bob.id);
            late.socket.close();
        }
    }

    @Test
    void aCloseWithoutLeaveCanBeResumedButAViolationCannot() throws IOException {
        try (Wire ada = Wire.in("codes")) {
            for (int code : new int[] {1000, 1001}) {
                Stay bob = Stay.in("codes");
                isTold(ada, bob);
                bob.socket.send(Frame.close(code));
                assertThat(bob.socket.awaitClose()).isIn(code, RawWebSocket.NO_CLOSE_FRAME);
                Stay again = bob.resumes(1);
                assertThat(again.socket.text()).isEqualTo(json("{'type':'resumed','received':0}"));
                again.socket.send(json("{'type':'leave'}"));
                ada.gets(json("{'type':'peer_left','peer':'" + bob.id + "'}"));
            }
            Stay bob = Stay.in("codes");
            isTold(ada, bob);
            bob.socket.send(Frame.of(Frame.BINARY, 1));
            ada.gets(json("{'type':'peer_left','peer':'" + bob.id + "'}"));
            bob.socket.close();
        }
    }

    @Test
    void aResumeReplacesAConnectionThatStillSeemsAlive() throws IOException {
        try (Wire ada = Wire.in("replaced")) {
            Stay bob = Stay.in("replaced");
            isTold(ada, bob);
            Stay again = bob.resumes(1);
            assertThat(again.socket.text()).isEqualTo(json("{'type':'resumed','received':0}"));
            assertThat(bob.socket.awaitClose()).isEqualTo(4409);
            bob.socket.close();
            again.socket.send(to(ada.id(), 1));
            ada.gets(from(bob.id, 1));
            ada.getsNothingElse();
            again.socket.send(json("{'type':'leave'}"));
            again.socket.awaitClose();
            again.socket.close();
        }
    }

    @Test
    void pongsEmptyTheResumeBufferWhichOtherwiseOverflows() throws IOException {
        try (Wire ada = Wire.in("pongs")) {
            Stay bob = Stay.in("pongs");
            isTold(ada, bob);
            for (int n = 0; n < 200; n++) {
                ada.says(to(bob.id, n));
                assertThat(bob.textAnsweringPings()).isEqualTo(from(ada.id(), n));
            }
            assertThat(bob.pings).isPositive();
            int sent = 0;
            while (!ada.socket().readable(Duration.ofMillis(5)) && sent < 500) {
                ada.says(to(bob.id, sent++));
            }
            assertThat(sent).isBetween(41, 120);
            ada.gets(json("{'type':'peer_left','peer':'" + bob.id + "'}"));
            assertThat(bob.socket.awaitClose()).isIn(4413, RawWebSocket.NO_CLOSE_FRAME);
            bob.socket.close();
        }
    }

    @Test
    void theThirdInvalidResumeClosesTheConnection() throws IOException {
        try (RawWebSocket eve = open("guesses")) {
            for (int guess = 0; guess < 2; guess++) {
                eve.send(json("{'type':'resume','token':'AAAAAAAAAAAAAAAAAAAAA" + guess + "','received':1}"));
                assertThat(eve.text()).isEqualTo(NOT_RESUMABLE);
            }
            eve.send(json("{'type':'resume','token':'','received':1}"));
            assertThat(eve.awaitClose()).isEqualTo(4429);
        }
    }

    @Test
    void theResumeTokenIsNeitherLoggedNorShownToOthers() throws IOException {
        try (Wire ada = Wire.in("secret")) {
            Stay bob = Stay.in("secret");
            isTold(ada, bob);
            bob.socket.close();
            Stay again = bob.resumes(1);
            assertThat(again.socket.text()).contains("resumed");
            again.socket.send("nonsense");
            assertThat(again.socket.text()).contains("bad_message");
            again.socket.send(json("{'type':'leave'}"));
            again.socket.awaitClose();
            assertThat(Deployed.log()).doesNotContain(bob.token);
        }
    }

    private static void isTold(Wire ada, Stay bob) throws IOException {
        ada.gets(json("{'type':'peer_joined','peer':'" + bob.id + "','status':{}}"));
    }

    private static RawWebSocket open(String room) throws IOException {
        return Handshake.with(Deployed.ws(), "/muc/" + room).open();
    }

    private static String to(String peer, int data) {
        return json("{'type':'to','peer':'" + peer + "','event':'n','data':" + data + "}");
    }

    private static String from(String peer, int data) {
        return json("{'type':'from','peer':'" + peer + "','event':'n','data':" + data + "}");
    }

    /** One connection of a peer that can resume. */
    private static final class Stay {

        private final String room;
        private final String id;
        private final String token;
        private final RawWebSocket socket;
        private int pings;

        private Stay(String room, String id, String token, RawWebSocket socket) {
            this.room = room;
            this.id = id;
            this.token = token;
            this.socket = socket;
        }

        static Stay in(String room) throws IOException {
            RawWebSocket socket = open(room);
            socket.send(json("{'type':'join','status':{},'resume':true}"));
            String text = socket.text();
            Matcher joined = JOINED.matcher(text);
            assertThat(joined.matches()).as(text).isTrue();
            return new Stay(room, joined.group(1), joined.group(2), socket);
        }

        Stay resumes(long received) throws IOException {
            RawWebSocket next = open(room);
            next.send(json("{'type':'resume','token':'" + token + "','received':" + received + "}"));
            return new Stay(room, id, token, next);
        }

        String textAnsweringPings() throws IOException {
            while (true) {
                Frame frame = socket.read();
                if (frame.opcode() == Frame.TEXT) {
                    return frame.text();
                } else if (frame.opcode() == Frame.PING) {
                    pings++;
                    socket.send(Frame.of(Frame.PONG, frame.payload()));
                } else {
                    throw new EOFException("not text: " + frame);
                }
            }
        }
    }
}
