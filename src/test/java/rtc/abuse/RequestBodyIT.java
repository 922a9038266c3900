package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.it.Deployed;
import rtc.wire.Handshake;

/** The server refuses a handshake with a body, on every guarded path, before anything waits for the body. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class RequestBodyIT {

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.token-secret = a secret of the tests, long enough for HS256
                muc.guarded-paths = /staff
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 60000",
        "Content-Length: 1",
        "Content-Length: 0060000",
        "content-length: 60000",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: Chunked",
        "Transfer-Encoding: CHUNKED",
        "TRANSFER-ENCODING: identity",
        "Content-Length: +5",
        "Content-Length:"
    })
    void aHandshakeThatAnnouncesABodyIsRefused(String header) throws Exception {
        int colon = header.indexOf(':');
        for (String path : new String[] {"/muc/body", "/staff/body", "/muc/%00"}) {
            assertThat(Handshake.with(Deployed.ws(), path)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header(
                                    header.substring(0, colon),
                                    header.substring(colon + 1).strip())
                            .status())
                    .as(path)
                    .isIn(400, 501);
        }
    }

    @Test
    void aHandshakeWithTwoContentLengthsIsRefused() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/muc/body")
                        .header("Content-Length", "0")
                        .header("Content-Length", "5")
                        .status())
                .isEqualTo(400);
    }

    /** Payara answers the header {@code Expect} itself, before any filter. */
    @Test
    void theApplicationNeverAnswers100Continue() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/muc/body")
                        .header("Expect", "100-continue")
                        .status())
                .isEqualTo(Deployed.isOnPayara() ? 100 : 400);
    }

    @Test
    void anEmptyBodyIsAllowed() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/muc/body")
                        .header("Content-Length", "0")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"muc/slow", "muc/slow?access_token=a", "staff/slow"})
    void slowHandshakeBodiesDoNotDelayOtherRequests(String path) throws Exception {
        try (SlowBodies bodies = SlowBodies.ofHandshakes(Deployed.http(), path, 60)) {
            thePageComesMeanwhile();
            await().atMost(Duration.ofSeconds(20)).until(() -> bodies.stillOpen() == 0);
        }
    }

    @Test
    void slowPreflightBodiesDoNotDelayOtherRequests() throws Exception {
        try (SlowBodies bodies = SlowBodies.ofPreflights(Deployed.http(), "muc/slow", 60)) {
            thePageComesMeanwhile();
            theyAreCut(bodies);
        }
    }

    /** This applies to the WAR only: an application that contains the fragment may accept bodies at its other paths. */
    @ParameterizedTest
    @ValueSource(strings = {"", "call.js", "muc-ice-servers.json", "nothing"})
    void slowFormBodiesDoNotDelayOtherRequests(String path) throws Exception {
        try (SlowBodies bodies = SlowBodies.ofForms(Deployed.http(), path, 60)) {
            thePageComesMeanwhile();
            theyAreCut(bodies);
        }
    }

    /**
     * Asserts that the server closes the connections, except on Payara, which answers at once but closes them half a
     * minute later.
     */
    private static void theyAreCut(SlowBodies bodies) {
        if (!Deployed.isOnPayara()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> bodies.stillOpen() == 0);
        }
    }

    private static void thePageComesMeanwhile() throws Exception {
        for (int i = 0; i < 5; i++) {
            HttpRequest page = HttpRequest.newBuilder(Deployed.http())
                    .timeout(Duration.ofSeconds(5))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(page, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
