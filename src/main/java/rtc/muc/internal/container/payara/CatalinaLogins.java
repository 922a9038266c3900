package rtc.muc.internal.container.payara;

import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Field;
import java.security.Principal;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.handshake.LoginWatch;

/**
 * Detects users who have signed out on Payara although their HTTP session still exists: by
 * {@code HttpServletRequest.logout()}, or because the session has timed out. A WebSocket connection locks the HTTP
 * session of its handshake, and Payara does not expire locked sessions. Does nothing on other servers.
 */
final class CatalinaLogins implements LoginWatch {

    private static final String FACADE = "org.apache.catalina.session.StandardSessionFacade";

    private final UnknownVersion unknown = new UnknownVersion(
            "HTTP sessions with open connections do not time out, and users who sign out remain connected");

    @Override
    public BooleanSupplier of(HttpSession session) {
        if (!session.getClass().getName().equals(FACADE)) {
            return () -> false;
        }
        try {
            Field behind = session.getClass().getDeclaredField("session");
            behind.setAccessible(true);
            ReflectiveObject standard = new ReflectiveObject(behind.get(session));
            String user = user(standard);
            return () -> isOver(session, standard, user);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
            return () -> false;
        }
    }

    private boolean isOver(HttpSession session, ReflectiveObject standard, @Nullable String user) {
        try {
            boolean expired = session.getMaxInactiveInterval() > 0
                    && standard.ask("hasExpired").object().equals(true);
            return expired || (user != null && !user.equals(user(standard)));
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
            return false;
        }
    }

    /**
     * {@return the name of the user whom the container has signed in; null if the application has signed the user in
     * itself, or nobody is signed in}
     */
    private static @Nullable String user(ReflectiveObject standard) throws ReflectiveOperationException {
        return standard.find("getPrincipal") instanceof Principal principal ? principal.getName() : null;
    }
}
