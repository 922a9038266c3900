package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.unnoticed.Unnoticed;

/** A server that admits everybody although its operator intended a check. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class StartReportIT {

    private static final String SETTINGS = """
            muc.token-secret =
            muc.tokn-public-key = keys.pem
            muc.sessions-per-address = 0
            """;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war(SETTINGS).addClass(Unnoticed.class);
    }

    @Test
    void theLogReportsOpenAccessAndLikelyMistakes() throws Exception {
        assertThat(Deployed.log())
                .contains("Who may come in: everybody")
                .contains("These limits are switched off: muc.sessions-per-address.")
                .contains("The setting muc.token-secret is empty, so its default applies")
                .contains("Unknown setting muc.tokn-public-key")
                .contains("The class rtc.it.unnoticed.Unnoticed implements AccessPolicy but is not a bean");
    }
}
