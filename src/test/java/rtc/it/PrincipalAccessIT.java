package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.signin.Login;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** {@code muc.access=principal}: only users whom the server or the application has authenticated may join. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class PrincipalAccessIT {

    private final LoginBrowser browser = new LoginBrowser();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war()
                .addPackage(Login.class.getPackage())
                .addAsResource(new StringAsset("muc.access = principal"), "META-INF/microprofile-config.properties");
    }

    @Test
    void onlyAuthenticatedUsersJoin() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/muc/room").status()).isEqualTo(401);
        browser.door("begin");
        assertThat(browser.handshake("room").status()).isEqualTo(401);

        browser.door("in");
        try (RawWebSocket ada = browser.joined("room")) {
            browser.door("out");
            assertThat(ada.awaitClose()).isEqualTo(4401);
        }
        assertThat(browser.handshake("room").status()).isEqualTo(401);
    }
}
