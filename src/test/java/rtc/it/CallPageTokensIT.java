package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.Tab.LONG;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.muc.internal.token.Jwt;

/** The call page with a token in its address: for peers who may call, and for observers. */
@Tag("page")
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
final class CallPageTokensIT {

    private static final String SECRET = "a secret of the tests, long enough for HS256";
    private static final String ALL = "\"send\",\"status\"";
    private static final String ONLY_STATUS = "\"status\"";
    private static final String NOTHING = "";

    @RegisterExtension
    static final SharedChromium browser = new SharedChromium(Chromium::start);

    /**
     * The TURN server lacks the credentials that browsers require, and nobody listens at the address of the STUN
     * server.
     */
    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.token-secret = %s
                muc.ice-servers = [{"urls":"turn:turn.example.org"},{"urls":"stun:127.0.0.1:9"}]
                """.formatted(SECRET));
    }

    @Test
    void anIceServerRejectedByTheBrowserIsSkipped() {
        String room = UUID.randomUUID().toString();
        CallPage ada = join(room, "Ada", ALL);
        CallPage grace = join(room, "Grace", ALL);

        ada.tab().awaitMovingPictureAndSound();
        grace.tab().awaitMovingPictureAndSound();
    }

    /** Tests two rooms at the same time, because the page waits half a minute for an answer. */
    @Test
    void thePageExplainsThatAnObserverCannotCall() {
        List<Room> rooms = List.of(Room.withObserver(NOTHING), Room.withObserver(ONLY_STATUS));

        rooms.forEach(Room::tellsTheObserver);
        rooms.forEach(Room::tellsTheCallers);
        rooms.forEach(Room::showsTheObserverTheStatus);
    }

    /** A room with the callers Ada and Linus and the observer Grace. */
    private record Room(CallPage ada, CallPage grace, CallPage linus) {

        static Room withObserver(String permissions) {
            String name = UUID.randomUUID().toString();
            return new Room(join(name, "Ada", ALL), join(name, "Grace", permissions), join(name, "Linus", ALL));
        }

        void tellsTheObserver() {
            await().atMost(LONG).untilAsserted(() -> assertThat(grace.tab().texts(CallPage.OTHER + " .link"))
                    .containsExactly(
                            "You can see who is here, but not call.", "You can see who is here, but not call."));
            assertThat(grace.tab().text("#notice")).contains("as an observer");
            assertThat(grace.others()).containsExactly("Ada", "Linus");
        }

        void tellsTheCallers() {
            ada.tab().awaitMovingPictureAndSound();
            for (CallPage caller : new CallPage[] {ada, linus}) {
                await().atMost(LONG).untilAsserted(() -> assertThat(caller.tab().texts(CallPage.OTHER + " .link"))
                        .containsExactlyInAnyOrder("", "No answer"));
            }
        }

        void showsTheObserverTheStatus() {
            ada.turnMicrophone();
            grace.turnMicrophone();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(grace.others()).containsExactly("Ada, microphone off", "Linus"));
            assertThat(grace.interruption()).isEmpty();
        }
    }

    private static CallPage join(String room, String name, String permissions) {
        String claims = "{\"sub\":\"%s\",\"room\":\"%s\",\"permissions\":[%s],\"exp\":%d}"
                .formatted(name, room, permissions, Instant.now().getEpochSecond() + 300);
        CallPage page = new CallPage(browser.tab());
        page.tab().open(URI.create(Deployed.http() + "?room=" + room + "#token=" + Jwt.hs256(claims, SECRET)));
        page.enter(name);
        page.tab().awaitElement("#call:not([hidden])");
        return page;
    }
}
