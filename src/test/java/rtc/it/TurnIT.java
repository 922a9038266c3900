package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.it.Tab.LONG;
import static rtc.wire.SingleQuotes.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rtc.FreePorts;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.ice.IceServers;

/** The server's TURN credentials at a real TURN server: coturn with {@code use-auth-secret}. */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
final class TurnIT {

    private static final Answers ANSWERS = new Answers("TURN credentials at coturn");
    private static final String SECRET = "a secret that is shared with coturn";
    private static final int PORT = FreePorts.one();

    @TempDir
    static Path directory;

    private static Coturn coturn;

    /** A user name and a password for the TURN server. */
    private record Credentials(String username, String password) {

        static Credentials in(JsonArray iceServers) {
            JsonObject turn = iceServers.getJsonObject(iceServers.size() - 1);
            return new Credentials(turn.getString("username"), turn.getString("credential"));
        }

        long expiry() {
            return Long.parseLong(username.substring(0, username.indexOf(':')));
        }

        String id() {
            return username.substring(username.indexOf(':') + 1);
        }
    }

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.ice-servers = [{"urls":"stun:127.0.0.1:%d"}]
                muc.turn-secret = %s
                muc.turn-urls = %s
                muc.turn-lifetime = 10min
                """.formatted(PORT, SECRET, Coturn.url(PORT)));
    }

    @BeforeAll
    static void startCoturn() throws Exception {
        coturn = Coturn.start(PORT, SECRET, directory);
    }

    @AfterAll
    static void endCoturn() throws Exception {
        if (coturn != null) {
            coturn.close();
            ANSWERS.print();
        }
    }

    @Test
    void thePeersCredentialsAreAccepted() throws Exception {
        Credentials credentials;
        try (Wire ada = Wire.to("/muc/turn")) {
            JsonObject joined =
                    object(ada.says(json("{'type':'join','ice':true}")).socket().text());
            credentials = Credentials.in(joined.getJsonArray("iceServers"));
            assertThat(joined.keySet()).containsExactly("type", "id", "peers", "iceServers");
            assertThat(joined.getJsonArray("iceServers")).hasSize(2);
            assertThat(credentials.id()).isEqualTo(joined.getString("id"));
            assertThat(Duration.ofSeconds(credentials.expiry() - Instant.now().getEpochSecond()))
                    .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        }

        assertThat(coturn.relaysFor(credentials.username(), credentials.password()))
                .isTrue();
        assertThat(ANSWERS.note("allocations granted to a peer", coturn.granted(credentials.username())))
                .isPositive();
    }

    @Test
    void eachPeerHasItsOwnCredentials() throws Exception {
        try (Wire ada = Wire.to("/muc/turn");
                Wire bob = Wire.to("/muc/turn")) {
            JsonObject adas =
                    object(ada.says(json("{'type':'join','ice':true}")).socket().text());
            JsonObject bobs =
                    object(bob.says(json("{'type':'join','ice':true}")).socket().text());

            assertThat(Credentials.in(adas.getJsonArray("iceServers")).username())
                    .isNotEqualTo(
                            Credentials.in(bobs.getJsonArray("iceServers")).username());
        }
        try (Wire who = Wire.to("/muc/turn")) {
            assertThat(who.joins("{}")).isEqualTo("{}");
        }
    }

    @Test
    void theCredentialsOfTheResourceAreAccepted() throws Exception {
        Credentials credentials = Credentials.in(array(Deployed.page("muc-ice-servers.json?room=turn")));

        assertThat(coturn.relaysFor(credentials.username(), credentials.password()))
                .isTrue();
    }

    @Test
    void expiredAndAlteredCredentialsAreRefused() throws Exception {
        Credentials good = Credentials.in(array(Deployed.page("muc-ice-servers.json?room=turn")));
        Credentials longer = new Credentials((good.expiry() + 3600) + ":" + good.id(), good.password());
        Credentials another = new Credentials(good.expiry() + ":" + UUID.randomUUID(), good.password());
        Credentials guessed = new Credentials(good.username(), "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        IceRules rules = new IceRules("[]", SECRET, List.of(Coturn.url(PORT)), Duration.ofMinutes(10));
        Credentials expired = Credentials.in(
                array(new IceServers(rules, InstantSource.fixed(Instant.now().minusSeconds(11 * 60)))
                        .json("p", Instant.MAX)));

        for (Credentials bad : List.of(expired, longer, another, guessed)) {
            assertThat(coturn.relaysFor(bad.username(), bad.password())).isFalse();
            assertThat(coturn.granted(bad.username())).isZero();
        }
        ANSWERS.note("refusals of expired credentials", coturn.refused(expired.username()));
        ANSWERS.note("refusals of a later expiry", coturn.refused(longer.username()));
        ANSWERS.note("refusals of another id", coturn.refused(another.username()));
        ANSWERS.note("refusals of another password", coturn.refused(guessed.username()));
    }

    @Test
    void aCallUsesTheRelay() throws Exception {
        String room = UUID.randomUUID().toString();
        try (Chromium browser = Chromium.startRelaying()) {
            CallPage ada = CallPage.join(browser, room, "Ada");
            CallPage bob = CallPage.join(browser, room, "Bob");
            ada.tab().awaitMovingPictureAndSound();
            bob.tab().awaitMovingPictureAndSound();
            ada.tab().awaitElement(CallPage.PICTURE);

            assertThat(ANSWERS.note(
                            "candidates of a call in Chromium", ada.tab().candidateTypes()))
                    .containsExactly("relay", "relay");
            ada.tab().close();
            bob.tab().awaitNo(CallPage.OTHER, LONG);
        }
        ANSWERS.note("users with an allocation so far", coturn.users().size());
    }

    @Test
    void secretAndCredentialsAreNotLogged() throws Exception {
        Credentials credentials = Credentials.in(array(Deployed.page("muc-ice-servers.json?room=turn")));

        assertThat(Deployed.log()).doesNotContain(SECRET, credentials.password());
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static JsonArray array(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }
}
