package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtc.wire.Handshake;
import rtc.wire.RefusedException;

/** Which paths are rooms, with which names, and which are refused before the upgrade. */
@ExtendWith(ArquillianExtension.class)
@Tag("payara-server")
@Timeout(60)
final class RoomNamesIT {

    private static final Answers ANSWERS = new Answers("Paths below /muc/");

    /** The status of Payara's own answers to malformed paths: no upgrade, no page. */
    private static final String NOTHING = "200";

    private static final String EMOJI = "%F0%9F%98%80";

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "A, A",
        "%61, a",
        "a%20b, a b",
        "a+b, a+b",
        "a%2Bb, a+b",
        "%C3%A4, ä",
        "%c3%a4, ä",
        "50%25, 50%",
        "a%2Fb, a/b",
        "a%2fb, a/b",
        "a%252Fb, a%2Fb",
        "a;b=c, a;b=c",
        "a%3Bb, a;b",
        "a%3Fb, a?b",
        "a%23b, a#b",
        "slash/, slash",
        "query?x=1, query",
        "%25%7Broom%7D, %{room}",
        EMOJI + ", \uD83D\uDE00",
        "K%C3%BCche, Ku\u0308che",
        "Ku%CC%88che, K\u00FCche",
        "%E1%84%80%E1%85%A1, \uAC00",
        "%D9%85%DB%8C%E2%80%8C%D8%AE, \u0645\u06CC\u200C\u062E",
        EMOJI + "%E2%80%8D" + EMOJI + ", \uD83D\uDE00\u200D\uD83D\uDE00"
    })
    void aNameIsDecodedOnce(String path, String room) throws Exception {
        assertThat(ANSWERS.note(path, answer(path, room))).isEqualTo("room " + room);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        "/, 400",
        "%2E, 400",
        "%2e%2E, 400",
        "%C3, 400",
        "%ff, 400",
        "%C0%AF, 400",
        "%00, 400",
        "%0A, 400",
        "%1b, 400",
        "%E2%80%AE, 400",
        "%EF%BB%BF, 400",
        "%E2%80%8Da, 400",
        "a%E2%80%8C, 400",
        "a%E2%80%8B, 400",
        "a[b, 400",
        "a/b, 404",
        "a/b/, 404",
        "a//, 404"
    })
    void invalidNamesAreRefused(String path, String status) throws Exception {
        assertThat(ANSWERS.note(path, answer(path, ""))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"'.'", "'..'", "%", "%zz", "a%2", "a%zzb"})
    void malformedPathsAreRefused(String path) throws Exception {
        String answer = ANSWERS.note(path, answer(path, ""));

        if (Deployed.isOnPayara()) {
            assertThat(answer).isIn("400", NOTHING);
        } else {
            assertThat(answer).isEqualTo("400");
        }
    }

    @Test
    void aNameHasAtMost128CodePoints() throws Exception {
        assertThat(ANSWERS.note("128 code points", answer(EMOJI.repeat(128), "\uD83D\uDE00".repeat(128))))
                .startsWith("room");
        assertThat(ANSWERS.note("129 code points", answer(EMOJI.repeat(129), "")))
                .isEqualTo("400");
        assertThat(ANSWERS.note("256, which are 128 in NFC", answer("u%CC%88".repeat(128), "\u00FC".repeat(128))))
                .startsWith("room");
    }

    @Test
    void aBackslashIsPartOfANameIfTheContainerAcceptsIt() throws Exception {
        assertThat(ANSWERS.note("a%5Cb", answer("a%5Cb", "a\\b")))
                .isEqualTo(Deployed.isOnPayara() ? "400" : "room a\\b");
    }

    @Test
    void anEscapedPrefixDoesNotBypassTheChecks() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/%6Duc/%00").status()).isEqualTo(400);
    }

    @Test
    void roomsServeNoPages() throws Exception {
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(Deployed.http() + "muc/room"))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.discarding());

        assertThat(ANSWERS.note("room, no WebSocket handshake", answer.statusCode()))
                .isEqualTo(426);
    }

    /**
     * Joins by a path. Returns {@code room} and its name if a client that encodes this name as browsers do finds the
     * peer there, {@code another room} if it does not, and the status if a handshake is refused.
     */
    private static String answer(String path, String room) throws IOException {
        try (Wire ada = Wire.to("/muc/" + path)) {
            ada.joins("{}");
            String encoded = URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
            try (Wire bob = Wire.to("/muc/" + encoded)) {
                return bob.joins("{}").contains(ada.id()) ? "room " + room : "another room";
            }
        } catch (RefusedException refused) {
            return Integer.toString(refused.status());
        }
    }
}
