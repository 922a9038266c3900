package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.access.Doorkeeper;
import rtc.muc.internal.token.Jwt;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** The permissions and limits of identities, and how the application observes, removes and bans peers by identity. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class IdentityIT {

    private static final Answers ANSWERS = new Answers("Identities");
    private static final String SECRET = "a secret of the tests, long enough for HS256";

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war()
                .addPackage(Doorkeeper.class.getPackage())
                .addAsResource(
                        new StringAsset("muc.token-secret = " + SECRET), "META-INF/microprofile-config.properties");
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @Test
    void observersCannotSendStatusesAndAreNotClosedForTrying() throws Exception {
        try (RawWebSocket peer = room("gallery%20of%20ada", token("ada", "gallery of ada"))
                        .open();
                RawWebSocket observer = room("gallery%20of%20ada", observersToken("gallery of ada"))
                        .open()) {
            String id = peer.join();
            observer.send(json("{'type':'join','status':{'ad':'buy'}}"));
            assertThat(observer.text()).startsWith(json("{'type':'joined'"));
            assertThat(ANSWERS.note("an observer's status", peer.text())).endsWith("\"status\":{}}");
            for (int i = 0; i < 30; i++) {
                observer.send(json("{'type':'status','status':{'ad':'buy'}}"));
                assertThat(observer.text()).contains("\"code\":\"forbidden\"");
                observer.send(json("{'type':'to','peer':'" + id + "','event':'offer'}"));
                assertThat(observer.text()).contains("\"code\":\"forbidden\"");
            }
            peer.send(json("{'type':'ping'}"));
            assertThat(peer.text()).isEqualTo(json("{'type':'pong'}"));
        }
    }

    @Test
    void aTokenMatchesItsRoomInAnyNormalizationForm() throws Exception {
        answers("a token for Küche in NFD, at NFC", 101, room("K%C3%BCche", token("ada", "Ku\u0308che")));
        answers("a token for Küche in NFC, at NFD", 101, room("Ku%CC%88che", token("ada", "K\u00FCche")));
    }

    @Test
    void peersOfAnIdentityInARoomAreLimited() throws Exception {
        List<RawWebSocket> peers = new ArrayList<>();
        try (RawWebSocket sixth = room("crowd", token("ada", "crowd")).open()) {
            for (int i = 0; i < 5; i++) {
                RawWebSocket peer = room("crowd", token("ada", "crowd")).open();
                peers.add(peer);
                peer.join();
            }
            sixth.send(json("{'type':'join'}"));
            assertThat(ANSWERS.note("a sixth peer of one subject", sixth.text()))
                    .contains("\"code\":\"too_many\"");
            assertThat(ANSWERS.note("then", sixth.awaitClose())).isEqualTo(1013);
        }
        for (RawWebSocket peer : peers) {
            peer.close();
        }
    }

    @Test
    void theApplicationListsEndsAndBansIdentities() throws Exception {
        String mallory = token("mallory", "desk");
        try (RawWebSocket ada = room("desk", token("ada", "desk")).open();
                RawWebSocket first = room("desk", mallory).open();
                RawWebSocket second = room("desk", mallory).open();
                RawWebSocket late = room("desk", mallory).open()) {
            ada.join();
            first.send(json("{'type':'join','status':{'name':'Ada'}}"));
            first.text();
            second.join();

            assertThat(ANSWERS.note("who is there", Deployed.page("bouncer?do=peers&room=desk")))
                    .isEqualTo("ada@127.0.0.1 mallory@127.0.0.1 mallory@127.0.0.1");
            assertThat(ANSWERS.note("who is there, in JSON", Deployed.page("bouncer?do=json&room=desk")))
                    .contains("\"status\":{\"name\":\"Ada\"}")
                    .doesNotContain("mallory", "127.0.0.1");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(Deployed.page("bouncer?do=seen&room=desk"))
                            .isEqualTo("+ada@127.0.0.1 +mallory@127.0.0.1 +mallory@127.0.0.1"));
            assertThat(ANSWERS.note("ended", Deployed.page("bouncer?do=end&who=mallory")))
                    .isEqualTo("2");
            assertThat(first.awaitClose()).isEqualTo(4403);
            assertThat(second.awaitClose()).isEqualTo(4403);
            try (RawWebSocket again = room("desk", mallory).open()) {
                again.join();
                assertThat(ANSWERS.note("banned", Deployed.page("bouncer?do=ban&who=mallory")))
                        .isEqualTo("1");
                assertThat(ANSWERS.note("a banned identity's connection", again.awaitClose()))
                        .isEqualTo(4403);
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(Deployed.page("bouncer?do=seen&room=desk"))
                            .endsWith("-mallory@127.0.0.1 +mallory@127.0.0.1 -mallory@127.0.0.1"));
            answers("a banned identity's handshake", 403, room("desk", mallory));
            late.send(json("{'type':'join'}"));
            assertThat(late.text()).isEqualTo(json("{'type':'error','msg':'Unable to join','code':'forbidden'}"));
            assertThat(ANSWERS.note("its join, after a handshake before the ban", late.awaitClose()))
                    .isEqualTo(4403);
            assertThat(Deployed.page("bouncer?do=unban&who=mallory")).isEqualTo("true");
            answers("a handshake when the ban is lifted", 101, room("desk", mallory));
        }
    }

    private static void answers(String asked, int status, Handshake handshake) throws Exception {
        assertThat(ANSWERS.note(asked, handshake.status())).as(asked).isEqualTo(status);
    }

    private static Handshake room(String name, String token) {
        return Handshake.with(Deployed.ws(), "/muc/" + name + "?access_token=" + token);
    }

    private static String token(String subject, String room) {
        return signed(subject, room, "");
    }

    /** A token without permissions. */
    private static String observersToken(String room) {
        return signed("eve", room, "\"permissions\":[],");
    }

    private static String signed(String subject, String room, String claims) {
        return Jwt.hs256(
                json("{'sub':'%s','room':'%s',%s'exp':%d}")
                        .formatted(
                                subject,
                                room,
                                claims,
                                Instant.now().plusSeconds(60).getEpochSecond()),
                SECRET);
    }
}
