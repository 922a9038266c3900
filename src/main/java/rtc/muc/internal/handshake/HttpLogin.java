package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpSession;
import java.util.function.Predicate;

/**
 * The HTTP session that a handshake belongs to. For any number of threads.
 *
 * @param session as the server gave it to the request
 * @param signedIn whether the request had a user
 * @param idle tells which HTTP sessions have timed out, where the server does not end them then
 */
public record HttpLogin(HttpSession session, boolean signedIn, Predicate<HttpSession> idle) {

    /**
     * {@return whether a user had signed in, and the HTTP session has timed out or was invalidated} Servers tell it by an
     * exception. Asking does not keep the HTTP session alive.
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
