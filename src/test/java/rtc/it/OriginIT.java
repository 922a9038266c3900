package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtc.wire.Handshake;

/** The default origin check, and the headers that an answer to a handshake must not contain. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class OriginIT {

    private static final Answers ANSWERS = new Answers("Origins, by default");

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    /** {@code HOST} is the host and port of the server, {@code PORT} only the port. */
    @ParameterizedTest
    @CsvSource({
        "http://HOST, 101",
        "https://HOST, 101",
        "HTTP://HOST, 101",
        "http://localhost:PORT, 403",
        "http://127.0.0.1, 403",
        "http://127.0.0.1:1, 403",
        "http://example.org, 403",
        "http://HOST.example.org, 403",
        "http://example.org@HOST, 403",
        "http://HOST/, 403",
        "HOST, 403",
        "null, 403",
        "'http://HOST, http://HOST', 403",
        "'', 403"
    })
    void onlyPagesOfThisServerMayConnect(String origin, int status) throws Exception {
        String value = origin.replace("HOST", Deployed.ws().getAuthority())
                .replace("PORT", Integer.toString(Deployed.ws().getPort()));

        assertThat(ANSWERS.note(
                        "Origin: " + origin, room().header("Origin", value).status()))
                .isEqualTo(status);
    }

    @Test
    void clientsWithoutAnOriginMayConnect() throws Exception {
        assertThat(ANSWERS.note("no Origin", room().status())).isEqualTo(101);
    }

    @Test
    void twoOriginHeadersAreRefused() throws Exception {
        String own = "http://" + Deployed.ws().getAuthority();

        assertThat(ANSWERS.note(
                        "two headers Origin, both our own",
                        room().header("Origin", own).header("Origin", own).status()))
                .isEqualTo(403);
    }

    @Test
    void xForwardedHostFromAnUntrustedProxyIsIgnored() throws Exception {
        assertThat(ANSWERS.note(
                        "Origin and X-Forwarded-Host: example.org",
                        room().header("Origin", "http://example.org")
                                .header("X-Forwarded-Host", "example.org")
                                .status()))
                .isEqualTo(403);
    }

    @Test
    void theLogNamesTheOriginAndTheSetting() throws Exception {
        room().header("Origin", "http://evil.example").status();

        Awaitility.await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(Deployed.log())
                .containsPattern("A handshake from the origin \\S.* was refused \\(muc\\.allowed-origins\\)"));
    }

    @Test
    void noHttpSessionIsCreatedAndNothingIsCompressed() throws Exception {
        assertThat(room().header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")
                        .answer())
                .first()
                .asString()
                .contains(" 101 ");
        assertThat(headers(room().header("Sec-WebSocket-Extensions", "permessage-deflate")))
                .doesNotContain("set-cookie:", "sec-websocket-extensions:");
        assertThat(headers(room().header("Cookie", "JSESSIONID=made-up"))).doesNotContain("set-cookie:");
        assertThat(headers(Handshake.with(Deployed.ws(), "/muc/%00"))).doesNotContain("set-cookie:");
        assertThat(headers(room().header("Origin", "null"))).doesNotContain("set-cookie:");
    }

    private static Handshake room() {
        return Handshake.with(Deployed.ws(), "/muc/origin");
    }

    private static String headers(Handshake handshake) throws IOException {
        return String.join("\n", handshake.answer()).toLowerCase(Locale.ROOT);
    }
}
