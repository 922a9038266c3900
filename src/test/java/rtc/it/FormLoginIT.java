package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.LoginBrowser.assertStays;

import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** An application whose users sign in through the server's login form, and whose constraint protects one room. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class FormLoginIT {

    private static final Answers ANSWERS = new Answers("FORM login");
    private static final String LOGIN_CONFIG = """
            <login-config>
              <auth-method>FORM</auth-method>
              <form-login-config>
                <form-login-page>/login.html</form-login-page>
                <form-error-page>/wrong.html</form-error-page>
              </form-login-config>
            </login-config>
            """;

    private final LoginBrowser browser = new LoginBrowser();

    @Deployment(testable = false)
    static Archive<?> war() {
        return OfficeApplication.war(LOGIN_CONFIG, "<url-pattern>/desk.html</url-pattern>", "");
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @Test
    void anAnonymousHandshakeGetsTheLoginPage() throws Exception {
        Handshake staff = Handshake.with(Deployed.ws(), "/muc/staff");
        assertThat(ANSWERS.note("a handshake without a login", staff.status())).isEqualTo(200);
        assertThat(browser.get("muc/staff").body()).isEqualTo("the login page");
        assertThat(browser.get("muc/staff").statusCode()).isEqualTo(200);
        assertThat(ANSWERS.note(
                        "at another room",
                        Handshake.with(Deployed.ws(), "/muc/anybody").status()))
                .isEqualTo(101);
    }

    @Test
    void aUserWithTheRoleJoinsAsThePrincipal() throws Exception {
        signIn("ada");
        assertThat(browser.get("muc/staff").statusCode()).isEqualTo(426);
        try (RawWebSocket staff = browser.joined("staff");
                RawWebSocket open = browser.joined("open")) {
            for (String room : new String[] {"staff", "open"}) {
                awaitInOffice(room, "ada; +ada");
            }
            open.reset();
            awaitInOffice("open", "; +ada, -ada GONE");
            assertStays(staff);
        }
    }

    @Test
    void aUserWithoutTheRoleIsRefused() throws Exception {
        signIn("bob");
        assertThat(ANSWERS.note(
                        "a handshake without the role",
                        browser.handshake("staff").status()))
                .isEqualTo(403);
        assertThat(browser.get("muc/staff").statusCode()).isEqualTo(403);
        try (RawWebSocket bob = browser.joined("bobs")) {
            awaitInOffice("bobs", "bob; +bob");
            assertStays(bob);
        }
    }

    @Test
    void anInvalidatedHttpSessionClosesOnlyTheUsersConnections() throws Exception {
        LoginBrowser other = new LoginBrowser();
        other.door("begin");
        signIn("ada");
        try (RawWebSocket staff = browser.joined("staff");
                RawWebSocket open = browser.joined("leaving");
                RawWebSocket anonymous = other.joined("leaving")) {
            assertThat(open.text()).contains("peer_joined");
            browser.door("out");
            assertThat(ANSWERS.note("when the HTTP session is invalidated", staff.awaitClose()))
                    .isEqualTo(4401);
            assertThat(open.awaitClose()).isEqualTo(4401);
            assertThat(anonymous.text()).contains("peer_left");
            awaitInOffice("leaving", "nobody; +ada, +nobody, -ada SIGNED_OUT");
            other.door("out");
            assertStays(anonymous);
        }
    }

    @Test
    void aConnectionIsClosedWhenItsHttpSessionTimesOut() throws Exception {
        LoginBrowser other = new LoginBrowser();
        other.door("begin");
        signIn("ada");
        try (RawWebSocket ada = browser.joined("idle");
                RawWebSocket anonymous = other.joined("idle-too")) {
            browser.door("idle&seconds=2");
            other.door("idle&seconds=2");
            assertThat(ada.readable(Duration.ofSeconds(9))).isTrue();
            assertThat(ANSWERS.note("when the HTTP session times out", ada.awaitClose()))
                    .isEqualTo(4401);
            assertStays(anonymous);
        }
    }

    @Test
    void signingOutClosesTheConnectionEvenIfTheHttpSessionRemains() throws Exception {
        signIn("ada");
        try (RawWebSocket ada = browser.joined("logout")) {
            browser.door("logout");
            assertThat(browser.get("desk.html").body()).isEqualTo("the login page");
            assertThat(ANSWERS.note("at HttpServletRequest.logout()", ada.awaitClose()))
                    .isEqualTo(4401);
        }
    }

    @Test
    void aNewHttpSessionIdKeepsTheConnectionOpenUntilSignOut() throws Exception {
        signIn("ada");
        try (RawWebSocket ada = browser.joined("new-id")) {
            browser.door("renew");
            browser.get("desk.html");
            assertStays(ada);
            browser.door("logout");
            assertThat(ada.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void logoutAfterAProgrammaticLoginClosesTheConnection() throws Exception {
        browser.door("begin");
        browser.door("login&user=ada&password=" + Users.PASSWORD);
        try (RawWebSocket ada = browser.joined("by-code")) {
            awaitInOffice("by-code", "ada; +ada");
            assertStays(ada);
            browser.door("logout");
            assertThat(ANSWERS.note("at logout() after login()", ada.awaitClose()))
                    .isEqualTo(4401);
        }
    }

    /** {@code muc.logout} does not apply to connections at paths that are not guarded. */
    @Test
    void theServerClosesUnguardedConnectionsWithTheHttpSession() throws Exception {
        LoginBrowser other = new LoginBrowser();
        other.door("begin");
        signIn("ada");
        try (RawWebSocket ada = browser.joinedAt("/counter/vouched");
                RawWebSocket anonymous = other.joinedAt("/counter/vouched")) {
            assertThat(ada.text()).contains("peer_joined");
            browser.door("out");
            assertThat(ANSWERS.note("at another path, when the HTTP session ends", ada.awaitClose()))
                    .isEqualTo(1008);
            ada.reset();
            assertThat(anonymous.text()).contains("peer_left");
            other.door("out");
            if (Deployed.isOnPayara()) {
                assertStays(anonymous);
            } else {
                assertThat(anonymous.awaitClose()).isEqualTo(1008);
            }
        }
    }

    @Test
    void iceServersOfAProtectedRoomAreNotServed() throws Exception {
        assertThat(browser.get("muc-ice-servers.json?room=staff").statusCode()).isEqualTo(404);
        assertThat(browser.get("muc-ice-servers.json?room=open").statusCode()).isEqualTo(200);
        signIn("ada");
        assertThat(browser.get("muc-ice-servers.json?room=staff").statusCode())
                .as("the container protects only the room")
                .isEqualTo(404);
    }

    private void signIn(String user) throws Exception {
        String page = browser.signIn("desk.html", user, Users.PASSWORD).body();
        assertThat(page).as("for " + user).doesNotContain("the login page", "the wrong page");
    }

    private void awaitInOffice(String room, String words) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(browser.get("office?room=" + room).body()).startsWith(words));
    }
}
