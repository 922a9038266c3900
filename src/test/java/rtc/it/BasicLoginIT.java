package rtc.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.LoginBrowser.assertStays;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * An application whose users authenticate to the server with a name and a password in each request. Its settings keep
 * the connections of users whose HTTP session ends, and require an origin.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class BasicLoginIT {

    private static final Answers ANSWERS = new Answers("BASIC login");
    private static final String LOGIN_CONFIG = "<login-config><auth-method>BASIC</auth-method></login-config>";
    private static final String ICE_SERVERS = "muc-ice-servers.json?room=";
    private static final String ADA = basic("ada", Users.PASSWORD);
    private static final String BOB = basic("bob", Users.PASSWORD);

    private final LoginBrowser browser = new LoginBrowser();

    @Deployment(testable = false)
    static Archive<?> war() {
        return OfficeApplication.war(
                LOGIN_CONFIG,
                "<url-pattern>/muc-ice-servers.json</url-pattern>",
                "muc.logout = keep\nmuc.origin-required = true");
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @Test
    void onlyUsersWithTheRoleJoinTheProtectedRoom() throws Exception {
        Handshake anonymous = handshake("staff");
        assertThat(ANSWERS.note("a handshake without a password", anonymous.status()))
                .isEqualTo(401);
        assertThat(anonymous.answer()).anyMatch(line -> line.matches("(?i)WWW-Authenticate: Basic .*"));
        assertThat(ANSWERS.note(
                        "with a wrong password",
                        as(basic("ada", "guess"), "staff").status()))
                .isEqualTo(401);
        assertThat(ANSWERS.note("without the role", as(BOB, "staff").status())).isEqualTo(403);
        try (RawWebSocket ada = joined(as(ADA, "staff"))) {
            awaitInOffice("staff", "ada; +ada");
            assertStays(ada);
        }
    }

    /** WildFly authenticates every user who sends a password; Payara does so only where a constraint requires it. */
    @Test
    void onlyWildFlyAuthenticatesUsersOfUnprotectedRooms() throws Exception {
        try (RawWebSocket nobody = joined(handshake("open"));
                RawWebSocket ada = joined(as(ADA, "open"))) {
            awaitInOffice("open", Deployed.isOnPayara() ? "nobody nobody; " : "ada nobody; ");
            assertStays(ada);
            assertThat(nobody.text()).contains("peer_joined");
        }
    }

    @Test
    void aConnectionOutlivesItsHttpSession() throws Exception {
        browser.door("begin");
        try (RawWebSocket ada =
                joined(browser.handshake("staff").header("Authorization", ADA).header("Origin", origin()))) {
            browser.door("out");
            assertStays(ada);
        }
    }

    @Test
    void iceServersAreServedOnlyToPermittedUsersAndOrigins() throws Exception {
        String[] page = {"Sec-Fetch-Site", "same-origin"};
        for (String room : new String[] {"staff", "open"}) {
            assertThat(browser.get(ICE_SERVERS + room, page).statusCode()).isEqualTo(401);
            assertThat(browser.get(ICE_SERVERS + room, page[0], page[1], "Authorization", BOB)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.get(ICE_SERVERS + room, page[0], page[1], "Authorization", ADA)
                            .body())
                    .isEqualTo("[]");
            assertThat(browser.get(ICE_SERVERS + room, "Authorization", ADA).statusCode())
                    .as("a program, which sends no origin")
                    .isEqualTo(403);
        }
    }

    private static Handshake handshake(String room) {
        return Handshake.with(Deployed.ws(), "/muc/" + room).header("Origin", origin());
    }

    private static Handshake as(String credentials, String room) {
        return handshake(room).header("Authorization", credentials);
    }

    private static RawWebSocket joined(Handshake handshake) throws IOException {
        RawWebSocket peer = handshake.open();
        peer.join();
        return peer;
    }

    private static String origin() {
        return "http://" + Deployed.ws().getAuthority();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private void awaitInOffice(String room, String words) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(browser.get("office?room=" + room).body()).startsWith(words));
    }
}
