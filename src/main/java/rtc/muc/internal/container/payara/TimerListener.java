package rtc.muc.internal.container.payara;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Gives the sessions of this application a timer of its own on Payara, from its start to its end. */
public final class TimerListener implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(TimerListener.class.getName());

    @Inject
    @SuppressWarnings("NullAway.Init")
    SessionTimer choice;

    private Optional<TyrusTimer> timer = Optional.empty();

    /** For the container. */
    public TimerListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (choice == SessionTimer.OWN) {
            timer = TyrusTimer.in(event.getServletContext().getAttribute(ServerContainer.class.getName()));
            timer.ifPresent(ours -> LOG.log(Level.INFO, "Sessions have a timer of this application's own, for speed"));
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        timer.ifPresent(TyrusTimer::close);
    }
}
