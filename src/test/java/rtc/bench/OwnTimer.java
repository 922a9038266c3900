package rtc.bench;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import rtc.muc.internal.container.payara.SessionTimer;

/** Has the bare endpoint's WAR use the timer that ours brings along. */
@ApplicationScoped
public class OwnTimer {

    /** Made by the container. */
    @Produces
    static SessionTimer timer() {
        return SessionTimer.OWN;
    }
}
