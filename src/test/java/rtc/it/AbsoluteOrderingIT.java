package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Handshake;

/** An application whose descriptor leaves the fragment out, but not its WebSocket endpoints: there must be no rooms. */
@ExtendWith(ArquillianExtension.class)
@Timeout(180)
final class AbsoluteOrderingIT {

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    @Deployment(testable = false, managed = false, name = "without fragments")
    static Archive<?> war() {
        return LoginApplication.war("", "<absolute-ordering/>", "muc.guarded-paths = /own");
    }

    @Test
    void hasNoRoomsWithoutChecksAndSaysWhy() throws Exception {
        Throwable failure = catchThrowable(() -> deployer.deploy("without fragments"));

        if (Deployed.isOnPayara()) {
            assertThat(failure).as("Payara starts the rest of the application").isNull();
        } else {
            assertThat(failure).hasMessageContaining("<absolute-ordering>");
        }
        assertThat(Handshake.with(Deployed.ws(), "/muc/a").status()).isEqualTo(404);
        assertThat(Handshake.with(Deployed.ws(), "/own/a").status()).isEqualTo(404);
        assertThat(Files.readString(Deployed.log())).contains("<absolute-ordering>", "mucSignaling", "<others/>");
    }
}
