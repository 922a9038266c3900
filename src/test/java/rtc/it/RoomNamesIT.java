package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import rtc.wire.Handshake;

/** Which paths are rooms, which are the same room, and which are refused before the upgrade. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class RoomNamesIT {

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @ParameterizedTest
    @CsvSource({
        "a, %61",
        "a%20b, a%20b",
        "a+b, a%2Bb",
        "%C3%A4, %c3%a4",
        "50%25, 50%25",
        "a%2Fb, a%2fb",
        "slash, slash/",
        "query, query?x=1"
    })
    void twoSpellingsAreOneRoom(String one, String other) throws Exception {
        try (Wire ada = Wire.in(one);
                Wire bob = Wire.to("/muc/" + other)) {
            assertThat(bob.joins("{}")).isEqualTo("{\"" + ada.id() + "\":{}}");
        }
    }

    @ParameterizedTest
    @CsvSource({"a, A", "a+b, a%20b", "a%2Fb, a%252Fb"})
    void twoNamesAreTwoRooms(String one, String other) throws Exception {
        try (Wire ada = Wire.in(one);
                Wire bob = Wire.to("/muc/" + other)) {
            assertThat(bob.joins("{}")).isEqualTo("{}");
            ada.getsNothingElse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                ".",
                "..",
                "%2E",
                "%2e%2E",
                "%",
                "%zz",
                "%C3",
                "%ff",
                "%C0%AF",
                "%00",
                "%0A",
                "%1b",
                "%E2%80%AE",
                "%EF%BB%BF",
                "a[b",
                "a]b"
            })
    void badNamesAreRefusedWith400(String name) throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/muc/" + name).status()).isEqualTo(400);
    }

    @Test
    void aNameHas128CodePointsAtMost() throws Exception {
        String emoji = "%F0%9F%98%80";
        assertThat(Handshake.with(Deployed.ws(), "/muc/" + emoji.repeat(128)).status())
                .isEqualTo(101);
        assertThat(Handshake.with(Deployed.ws(), "/muc/" + emoji.repeat(129)).status())
                .isEqualTo(400);
    }

    @Test
    void anEscapedPrefixIsNoWayAroundTheCheck() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/%6Duc/%00").status()).isEqualTo(400);
    }

    @Test
    void pathsBelowARoomAreNotFound() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/muc/a/b").status()).isEqualTo(404);
    }

    @Test
    void aPageIsNotToBeHadHere() throws Exception {
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(Deployed.http() + "muc/room"))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(426);
    }
}
