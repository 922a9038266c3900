package rtc.muc.internal.container.payara;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Replaces the session timer on Payara while the application runs. */
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
            timer.ifPresent(ours -> LOG.log(Level.INFO, "Sessions use this application's own timer, for speed"));
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        timer.ifPresent(TyrusTimer::close);
    }
}
