package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Handshake;

/** The help desk with the fragment's endpoint disabled: only its own endpoint exists. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class OwnEndpointIT {

    private static final String SETTINGS = """
            muc.endpoint = off
            muc.guarded-paths = /staff
            """;

    @Deployment(testable = false)
    static Archive<?> helpDesk() {
        return Deployed.example("help-desk")
                .addAsResource(new StringAsset(SETTINGS), "META-INF/microprofile-config.properties");
    }

    @Test
    void theDisabledFragmentEndpointDoesNotExist() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/muc/a").status()).isEqualTo(404);
        assertThat(Handshake.with(Deployed.ws(), "/muc/" + "x".repeat(129)).status())
                .isEqualTo(404);
    }

    @Test
    void theApplicationsEndpointIsGuardedToo() throws Exception {
        String own = "http://" + Deployed.ws().getAuthority();

        assertThat(staff("a").header("Origin", own).status()).isEqualTo(101);
        assertThat(staff("a").header("Origin", "http://example.org").status()).isEqualTo(403);
        assertThat(staff("a/b").status()).isEqualTo(404);
        assertThat(staff("%00").status()).isEqualTo(400);
    }

    @Test
    void peersMeetAtTheApplicationsEndpoint() throws Exception {
        try (Wire ada = Wire.to("/staff/a");
                Wire bob = Wire.to("/staff/a")) {
            ada.joins("{}");
            assertThat(bob.joins("{}")).isEqualTo(json("{'" + ada.id() + "':{}}"));
            ada.gets(json("{'type':'peer_joined','peer':'" + bob.id() + "','status':{}}"))
                    .getsNothingElse();
        }
    }

    private static Handshake staff(String name) {
        return Handshake.with(Deployed.ws(), "/staff/" + name);
    }
}
