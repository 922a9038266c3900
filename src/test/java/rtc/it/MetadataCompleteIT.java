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

/** An application whose descriptor disables the annotations of servlets, filters and listeners. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class MetadataCompleteIT {

    private static final String SETTINGS = """
            muc.guarded-paths = /own
            muc.join-timeout = 2s
            """;

    @Deployment(testable = false)
    static Archive<?> war() {
        return LoginApplication.war(
                " metadata-complete=\"true\"",
                "<listener><listener-class>rtc.it.login.LoginFilters</listener-class></listener>",
                SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Login-Declared", "X-Login-After", "X-Login-Library-After"})
    void handshakesAreChecked(String header) throws Exception {
        LoginApplication.keepsToThePolicy(header, "/muc", "/own");
        LoginApplication.showsThePrincipal(header, header);
    }

    @Test
    void pagesOfOtherSitesAreRefused() throws Exception {
        assertThat(LoginApplication.as("ada", "/own/staff", "X-Login-Declared")
                        .header("Origin", "https://example.org")
                        .status())
                .isEqualTo(403);
        assertThat(Handshake.with(Deployed.ws(), "/own/%00").status()).isEqualTo(400);
    }

    @Test
    void timeoutsWork() throws Exception {
        try (RawWebSocket idle =
                LoginApplication.as("ada", "/own/idle", "X-Login-Declared").open()) {
            assertThat(idle.awaitClose()).isEqualTo(4408);
        }
    }
}
