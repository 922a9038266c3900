package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Handshake;

/** Room tokens in an application that contains the fragment but not the library that room tokens need. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
final class TokenLibraryIT {

    private static final String WITHOUT_THE_LIBRARY = "without-the-library";

    @Deployment(name = WITHOUT_THE_LIBRARY, managed = false, testable = false)
    static Archive<?> application() {
        return Deployed.fragment()
                .addAsResource(
                        new StringAsset("muc.token-secret = a secret of the tests, long enough for HS256\n"),
                        "META-INF/microprofile-config.properties");
    }

    /** Payara exposes its copy of the library to applications, so tokens work there. */
    @Test
    void theApplicationDoesNotStartUnlessTheServerHasTheLibrary(@ArquillianResource Deployer deployer)
            throws Exception {
        Throwable failure = catchThrowable(() -> deployer.deploy(WITHOUT_THE_LIBRARY));
        try {
            if (Deployed.isOnPayara()) {
                assertThat(failure).isNull();
                assertThat(Handshake.with(Deployed.ws(), "/muc/a").status()).isEqualTo(401);
                assertThat(Deployed.page("muc-ice-servers.json?room=a")).doesNotContain("[]", "access token");
            } else {
                assertThat(failure).isNotNull();
                assertThat(Deployed.log())
                        .contains("need the jar nimbus-jose-jwt (com.nimbusds:nimbus-jose-jwt) in WEB-INF/lib");
            }
        } finally {
            if (failure == null) {
                deployer.undeploy(WITHOUT_THE_LIBRARY);
            }
        }
    }
}
