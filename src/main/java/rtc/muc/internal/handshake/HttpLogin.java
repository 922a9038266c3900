package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpSession;
import java.util.function.Predicate;

/**
 * The HTTP session of a handshake. Thread-safe.
 *
 * @param session the session of the request
 * @param signedIn whether the request was authenticated
 * @param idle detects HTTP sessions that have timed out but that the server keeps
 */
public record HttpLogin(HttpSession session, boolean signedIn, Predicate<HttpSession> idle) {

    /**
     * {@return whether an authenticated HTTP session has timed out or was invalidated} Servers indicate that by an
     * exception. This call does not keep the HTTP session alive.
     */
    public boolean isOver() {
        if (!signedIn) {
            return false;
        }
        try {
            var unused = session.getLastAccessedTime();
            return idle.test(session);
        } catch (IllegalStateException invalid) {
            return true;
        }
    }
}
