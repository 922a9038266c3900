package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.it.LoginBrowser.assertStays;

import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.signin.Login;
import rtc.wire.RawWebSocket;

/** Connections of browsers whose HTTP session ends. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class LogoutIT {

    private final LoginBrowser browser = new LoginBrowser();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war().addPackage(Login.class.getPackage());
    }

    @Test
    void anAnonymousConnectionOutlivesItsInvalidatedHttpSession() throws Exception {
        browser.door("begin");
        try (RawWebSocket ada = browser.joined("anonymous")) {
            browser.door("out");
            assertStays(ada);
        }
    }

    @Test
    void anAnonymousConnectionOutlivesItsTimedOutHttpSession() throws Exception {
        browser.door("begin");
        try (RawWebSocket ada = browser.joined("anonymous-idle")) {
            browser.door("idle&seconds=2");
            assertThat(ada.readable(Duration.ofSeconds(10))).isFalse();
            assertStays(ada);
        }
    }

    @Test
    void signingOutClosesTheConnectionsInAllRooms() throws Exception {
        browser.door("in");
        try (RawWebSocket one = browser.joined("one");
                RawWebSocket two = browser.joined("two")) {
            browser.door("out");
            assertThat(one.awaitClose()).isEqualTo(4401);
            assertThat(two.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void aConnectionIsClosedWhenItsHttpSessionTimesOut() throws Exception {
        browser.door("in");
        try (RawWebSocket ada = browser.joined("idle")) {
            browser.door("idle&seconds=2");
            assertThat(ada.readable(Duration.ofSeconds(9))).isTrue();
            assertThat(ada.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void anActiveHttpSessionKeepsTheConnectionOpen() throws Exception {
        browser.door("in");
        try (RawWebSocket ada = browser.joined("busy")) {
            browser.door("idle&seconds=3");
            for (int second = 0; second < 7; second++) {
                assertThat(ada.readable(Duration.ofSeconds(1))).isFalse();
                browser.door("nothing");
            }
            assertStaysIn(ada);
        }
    }

    @Test
    void aNewHttpSessionIdKeepsTheConnectionOpen() throws Exception {
        browser.door("in");
        try (RawWebSocket ada = browser.joined("new-id")) {
            browser.door("renew");
            assertStays(ada);
            browser.door("out");
            assertThat(ada.awaitClose()).isEqualTo(4401);
        }
    }

    private static void assertStaysIn(RawWebSocket peer) throws Exception {
        peer.send("nonsense");
        assertThat(peer.text()).contains("\"bad_message\"");
    }
}
