package rtc.muc.internal.container.payara;

import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Detects HTTP sessions that have timed out but that Payara keeps: a WebSocket connection keeps a lock on the HTTP
 * session of its handshake, and locked sessions do not expire there. Harmless on other servers.
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
                        "Unknown version of Payara: HTTP sessions do not time out while they have open connections",
                        notAsKnown);
            }
            return false;
        }
    }
}
