package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.signin.Login;
import rtc.it.timer.TimerServlet;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** The server with settings from a file in the WAR. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class SettingsIT {

    private static final String SETTINGS = """
            muc.max-message-size = 32KiB
            muc.outbox-messages = 0
            muc.outbox-size = 0
            muc.send-timeout = 1s
            muc.messages-per-second = 0
            muc.bytes-per-second = 0
            muc.ice-servers = [{"urls":"stun:stun.example.org"}]
            muc.payara-timer = server
            muc.logout = keep
            """;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war(SETTINGS)
                .addPackage(TimerServlet.class.getPackage())
                .addPackage(Login.class.getPackage());
    }

    @Test
    void theConfiguredIceServersAreServed() throws Exception {
        assertThat(Deployed.page("muc-ice-servers.json")).isEqualTo(json("[{'urls':'stun:stun.example.org'}]"));
    }

    @Test
    void payaraSessionsCanUseTheServersTimer() throws Exception {
        assertThat(Deployed.page("timer"))
                .isNotEqualTo("rtc.muc.internal.container.payara.InlineTimer")
                .contains(Deployed.isOnPayara() ? "ManagedScheduledExecutorService" : "unknown");
    }

    @Test
    void aConnectionCanBeKeptAfterSignOut() throws Exception {
        LoginBrowser browser = new LoginBrowser();
        browser.door("in");
        try (RawWebSocket ada = browser.joined("kept")) {
            browser.door("out");
            LoginBrowser.assertStays(ada);
        }
    }

    @Test
    void theMaximumMessageSizeIsConfigurable() throws Exception {
        try (Wire ada = Wire.to("/muc/large")) {
            ada.says("x".repeat(32 * 1024))
                    .getsError("bad_message", "Error processing incoming message: not a JSON object");
            ada.says("x".repeat(32 * 1024 + 1)).isClosed(1009);
        }
    }

    @Test
    void aStalledReaderIsClosedInAQuietRoomToo() throws Exception {
        try (RawWebSocket talker = Handshake.with(Deployed.ws(), "/muc/quiet").open();
                RawWebSocket stalled = Handshake.with(Deployed.ws(), "/muc/quiet")
                        .receiveBuffer(4096)
                        .open()) {
            talker.join();
            String id = stalled.join();
            assertThat(talker.text()).contains("peer_joined", id);
            String head = json("{'type':'to','peer':'" + id + "','event':'e','data':'");
            for (int kibibytes = 0; kibibytes < 12 * 1024; kibibytes += 30) {
                talker.send(head + "x".repeat(30 * 1024) + "\"}");
            }

            assertThat(talker.text()).isEqualTo(json("{'type':'peer_left','peer':'" + id + "'}"));
            assertThat(stalled.awaitReset(Duration.ofSeconds(15), Duration.ofMillis(100)))
                    .isTrue();
        }
    }
}
