package rtc.muc.internal.container.payara;

import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Tells which HTTP sessions have timed out, although Payara does not end them: a connection that began as a request of an
 * HTTP session keeps a lock on it, and nothing that is locked times out. Without harm on other servers.
 */
final class IdleHttpSessions implements Predicate<HttpSession> {

    private static final System.Logger LOG = System.getLogger(IdleHttpSessions.class.getName());

    private static final String FACADE = "org.apache.catalina.session.StandardSessionFacade";

    private final AtomicBoolean told = new AtomicBoolean();

    @Override
    public boolean test(HttpSession session) {
        if (!session.getClass().getName().equals(FACADE) || session.getMaxInactiveInterval() <= 0) {
            return false;
        }
        try {
            Field behind = session.getClass().getDeclaredField("session");
            behind.setAccessible(true);
            return new ReflectiveObject(behind.get(session))
                    .ask("hasExpired")
                    .object()
                    .equals(true);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            if (told.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "Payara is not as known; an HTTP session does not time out while a connection of it is open",
                        notAsKnown);
            }
            return false;
        }
    }
}
