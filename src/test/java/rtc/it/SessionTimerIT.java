package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.timer.TimerServlet;

/** The session timer, which the WAR replaces on Payara. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class SessionTimerIT {

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war().addPackage(TimerServlet.class.getPackage());
    }

    @Test
    void payaraSessionsUseTheApplicationsTimer() throws Exception {
        assertThat(Deployed.page("timer"))
                .isEqualTo(Deployed.isOnPayara() ? "rtc.muc.internal.container.payara.InlineTimer" : "unknown");
    }
}
