package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.token.Jwt;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * A plain GET of a room is answered as its handshake would be, so that a page can find out why a handshake was refused.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class PlainRequestIT {

    private static final Answers ANSWERS = new Answers("Plain questions");
    private static final String SECRET = "a secret of the tests, long enough for HS256";
    private static final String APP = "https://app.example.org";
    private static final String STRANGER = "https://evil.example";

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.token-secret = %s
                muc.allowed-origins = own, %s
                muc.trusted-proxies = 127.0.0.1
                muc.guarded-paths = /staff
                muc.sessions-per-node = 4
                muc.sessions-per-address = 2
                muc.handshakes-per-second = 1
                muc.handshake-burst = 5
                """.formatted(SECRET, APP));
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @Test
    void aPlainRequestIsAnsweredLikeItsHandshake() throws Exception {
        String good = "?access_token=" + token("blue");
        answers("a good token", 426, "muc/blue" + good);
        answers("no token", 401, "muc/blue");
        answers("a token for another room", 403, "muc/red" + good);
        answers("an invalid name", 400, "muc/%20%00" + good);
        answers("a path below a room", 404, "muc/blue/green" + good);
        answers("a guarded path", 401, "staff/blue");
        answers("another origin", 403, "muc/blue" + good, "Origin", STRANGER);
    }

    @Test
    void plainRequestsDoNotCountAgainstTheLimits() throws Exception {
        String good = "muc/blue?access_token=" + token("blue");
        for (int i = 0; i < 30; i++) {
            assertThat(question(good, "X-Forwarded-For", "192.0.2.1").statusCode())
                    .isEqualTo(426);
        }
        try (RawWebSocket one = open("192.0.2.1");
                RawWebSocket two = open("192.0.2.1")) {
            answers("beyond sessions-per-address", 429, good, "X-Forwarded-For", "192.0.2.1");
            assertThat(question(good, "X-Forwarded-For", "192.0.2.1").headers().firstValue("Retry-After"))
                    .contains("30");
            try (RawWebSocket three = open("192.0.2.2");
                    RawWebSocket four = open("192.0.2.3")) {
                answers("beyond sessions-per-node", 503, good, "X-Forwarded-For", "192.0.2.4");
                assertThat(three.readable(Duration.ZERO) || four.readable(Duration.ZERO))
                        .isFalse();
            }
            assertThat(one.readable(Duration.ZERO) || two.readable(Duration.ZERO))
                    .isFalse();
        }
        await("the end of the sessions")
                .until(() -> question(good, "X-Forwarded-For", "192.0.2.4").statusCode() == 426);
    }

    @Test
    void onlyAnAllowedOriginMayReadTheAnswer() throws Exception {
        HttpResponse<?> allowed = question("muc/blue", "Origin", APP);
        assertThat(allowed.statusCode()).isEqualTo(401);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains(APP);
        assertThat(allowed.headers().firstValue("Access-Control-Expose-Headers"))
                .contains("Retry-After");
        assertThat(question("muc/" + "x".repeat(129), "Origin", APP)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .as("of a name that is too long")
                .contains(APP);

        HttpResponse<?> other = question("muc/blue", "Origin", STRANGER);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void onlyAnAllowedOriginMaySendItsToken() throws Exception {
        for (String path : List.of("muc/blue", "staff/blue")) {
            HttpResponse<?> allowed = preflight(path, APP);
            assertThat(ANSWERS.note("a preflight", allowed.statusCode())).isEqualTo(204);
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(APP);
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers"))
                    .contains("Authorization");

            HttpResponse<?> other = preflight(path, STRANGER);
            assertThat(ANSWERS.note("a preflight of another origin", other.statusCode()))
                    .isEqualTo(403);
            assertThat(other.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"muc-signaling.js", "call-peer.js", "muc-signaling/signaling.js"})
    void onlyAnAllowedOriginMayImportTheModule(String file) throws Exception {
        HttpResponse<?> allowed = question(file, "Origin", APP);
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains(APP);
        assertThat(allowed.headers().allValues("Vary")).contains("Origin");

        HttpResponse<?> other = question(file, "Origin", STRANGER);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(other.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void noOtherOriginMayReadTheCallPage() throws Exception {
        assertThat(question("call.js", "Origin", APP).headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private static void answers(String what, int status, String path, String... headers) throws Exception {
        assertThat(ANSWERS.note(what, question(path, headers).statusCode()))
                .as(what)
                .isEqualTo(status);
    }

    private static HttpResponse<Void> question(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(Deployed.http().resolve(path)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding());
    }

    private static HttpResponse<Void> preflight(String path, String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(Deployed.http().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .method("OPTIONS", BodyPublishers.noBody())
                .headers("Origin", origin)
                .headers("Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "authorization")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    private static RawWebSocket open(String address) throws Exception {
        return Handshake.with(Deployed.ws(), "/muc/blue?access_token=" + token("blue"))
                .header("X-Forwarded-For", address)
                .open();
    }

    private static String token(String room) {
        return Jwt.hs256(
                json("{'sub':'ada','room':'%s','exp':%d}")
                        .formatted(room, Instant.now().getEpochSecond() + 60),
                SECRET);
    }
}
