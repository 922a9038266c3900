package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Frame;

/** The limits of what one peer may send, with small values: messages up to the limit pass, the next one is refused. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class PeerLimitsIT {

    private static final Answers ANSWERS = new Answers("Limits of one peer");

    /** The kind of an answer: the code of an error, or the type of any other message. */
    private static final Pattern KIND = Pattern.compile(json("^\\{'type':'(?:error',.*'code':')?(\\w+)'.*"));

    private static final int KIB = 1024;

    /** More than the overhead that is counted for the frames of a few messages. */
    private static final int FRAMES = KIB;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.peers-per-room = 3
                muc.max-message-size = 20KiB
                muc.max-status-size = 2KiB
                muc.messages-per-second = 1
                muc.message-burst = 20
                muc.bytes-per-second = 1KiB
                muc.byte-burst = 32KiB
                muc.errors-per-minute = 3
                """);
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @Test
    void peersOfARoomAreLimited() throws IOException {
        try (Wire ada = Wire.in("limited");
                Wire bob = Wire.in("limited");
                Wire cyd = Wire.to("/muc/limited");
                Wire dan = Wire.to("/muc/limited")) {
            answers("peers-per-room: the third", cyd, join(2), "joined");
            answers("the fourth", dan, join(2), "room_full");
            dan.isClosed(1013);

            assertThat(next(ada)).isEqualTo("peer_joined");
            assertThat(next(ada)).isEqualTo("peer_joined");
            ada.getsNothingElse();
            assertThat(next(bob)).isEqualTo("peer_joined");
            bob.getsNothingElse();
        }
    }

    @Test
    void messageSizesAreLimited() throws IOException {
        try (Wire ada = Wire.in("message-size")) {
            answers("max-message-size: 20 KiB", ada, toNobody(20 * KIB), "unknown_peer");
        }
        try (Wire ada = Wire.in("larger-message")) {
            answers("a byte more", ada, toNobody(20 * KIB + 1), "closed 1009");
        }
    }

    @Test
    void statusSizesAreLimited() throws IOException {
        try (Wire ada = Wire.to("/muc/status-size")) {
            answers("max-status-size: a byte over 2 KiB", ada, join(2 * KIB + 1), "too_large");
            answers("2 KiB", ada, join(2 * KIB), "joined");
        }
    }

    @Test
    void messageRatesAreLimited() throws IOException {
        try (Wire ada = Wire.in("messages")) {
            for (int i = 2; i < 20; i++) {
                assertThat(next(ada.says(toNobody(100)))).isEqualTo("unknown_peer");
            }
            answers("message-burst: the 20th", ada, toNobody(100), "unknown_peer");
            sendsUntilClosed("more of them", ada, toNobody(100));
        }
    }

    @Test
    void byteRatesAreLimited() throws IOException {
        try (Wire ada = Wire.to("/muc/bytes")) {
            String join = join(2);
            answers("byte-burst: a join", ada, join, "joined");
            answers("and 16 KiB", ada, toNobody(16 * KIB), "unknown_peer");
            int left = 16 * KIB - join.length() - FRAMES;
            answers("and up to 32 KiB in all", ada, toNobody(left), "unknown_peer");
            sendsUntilClosed("16 KiB more", ada, toNobody(16 * KIB));
        }
    }

    @Test
    void errorRatesAreLimited() throws IOException {
        try (Wire ada = Wire.in("errors")) {
            for (int i = 1; i < 3; i++) {
                assertThat(next(ada.says("nonsense"))).isEqualTo("bad_message");
            }
            answers("errors-per-minute: the third", ada, "nonsense", "bad_message");
            assertThat(next(ada.says(toNobody(100)))).isEqualTo("unknown_peer");
            answers("the fourth", ada, "nonsense", "bad_message");
            assertThat(ANSWERS.note("then", next(ada))).isEqualTo("closed 1008");
        }
    }

    private static void answers(String what, Wire peer, String text, String answer) throws IOException {
        peer.says(text);
        assertThat(ANSWERS.note(what, next(peer))).isEqualTo(answer);
    }

    /**
     * Repeats a message until the server closes the connection: some may pass, then one is dropped, and the next one
     * ends the connection.
     */
    private static void sendsUntilClosed(String what, Wire peer, String text) throws IOException {
        StringBuilder answers = new StringBuilder();
        for (String answer = ""; !answer.startsWith("closed") && answers.length() < 100; ) {
            answer = next(peer.says(text));
            answers.append(answer.equals("unknown_peer") ? "" : answer + " ");
        }
        assertThat(ANSWERS.note(what, answers.toString().strip())).isEqualTo("rate_limited closed 4429");
    }

    private static String next(Wire peer) throws IOException {
        Frame frame = peer.socket().read();
        if (frame.opcode() == Frame.CLOSE) {
            return "closed " + frame.closeCode();
        }
        Matcher kind = KIND.matcher(frame.text());
        return kind.matches() ? kind.group(1) : frame.text();
    }

    /** A message of this size to an unknown peer, which is answered with an error. */
    private static String toNobody(int bytes) {
        String rest = json("{'type':'to','peer':'nobody','event':'e','data':''}");
        return rest.replace("\"\"}", '"' + "x".repeat(bytes - rest.length()) + "\"}");
    }

    /** A message with a status of this size. */
    private static String join(int bytes) {
        String status = bytes == 2 ? "{}" : json("{'x':'" + "x".repeat(bytes - 8) + "'}");
        return json("{'type':'join','status':" + status + "}");
    }
}
