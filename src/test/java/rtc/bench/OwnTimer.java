package rtc.bench;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import rtc.muc.internal.container.payara.SessionTimer;

/** Makes the bare endpoint's WAR use the session timer that our WAR contains. */
@ApplicationScoped
public class OwnTimer {

    /** Made by the container. */
    @Produces
    static SessionTimer timer() {
        return SessionTimer.OWN;
    }
}
