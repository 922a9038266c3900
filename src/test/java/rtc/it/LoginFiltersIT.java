package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** An application whose filters authenticate clients, at every position in the chain. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class LoginFiltersIT {

    @Deployment(testable = false)
    static Archive<?> war() {
        return LoginApplication.war("", "", "muc.guarded-paths = /own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Login-Declared",
                "X-Login-Before",
                "X-Login-After",
                "X-Login-Library-Before",
                "X-Login-Library-After"
            })
    void thePolicySeesTheUserAuthenticatedByAFilter(String header) throws Exception {
        LoginApplication.keepsToThePolicy(header, "/muc", "/own");
        LoginApplication.showsThePrincipal(header, header);
    }

    @Test
    void vouchingDoesNotBypassTheChecksOfAGuardedPath() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/own/vouched%20for").status()).isEqualTo(403);
        try (RawWebSocket ada = LoginApplication.as("ada", "/own/vouched%20for", "X-Login-After")
                .open()) {
            ada.join();
        }
    }

    @Test
    void aForgedTicketIsIgnored() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/own/staff?muc.admission=AAAAAAAAAAAAAAAAAAAAAA")
                        .status())
                .isEqualTo(403);
    }
}
