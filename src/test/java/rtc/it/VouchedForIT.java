package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** An application whose own endpoint is not among the guarded paths. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class VouchedForIT {

    @Deployment(testable = false)
    static Archive<?> war() {
        return LoginApplication.war("", "", "");
    }

    @Test
    void anUncheckedSessionIsRefused() throws Exception {
        try (RawWebSocket stranger = Handshake.with(Deployed.ws(), "/own/staff")
                .header("Origin", "https://example.org")
                .open()) {
            assertThat(stranger.awaitClose()).isEqualTo(4403);
        }
        assertThat(Deployed.log()).contains("muc.guarded-paths");
    }

    @Test
    void aSessionThatTheApplicationVouchesForJoins() throws Exception {
        try (RawWebSocket friend =
                Handshake.with(Deployed.ws(), "/own/vouched%20for").open()) {
            friend.join();
        }
        assertThat(Handshake.with(Deployed.ws(), "/muc/staff").status()).isEqualTo(403);
    }
}
