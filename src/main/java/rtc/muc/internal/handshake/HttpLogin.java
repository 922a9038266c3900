package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The HTTP session of a handshake. Thread-safe.
 *
 * @param session the session of the request
 * @param signedIn whether the request was authenticated
 * @param signedOut functions that return whether the user has signed out although the HTTP session still exists
 */
public record HttpLogin(HttpSession session, boolean signedIn, List<BooleanSupplier> signedOut) {

    /** Copies the list. */
    public HttpLogin {
        signedOut = List.copyOf(signedOut);
    }

    /**
     * {@return whether a signed-in user has signed out, or the HTTP session has timed out or was invalidated} Servers
     * indicate an invalid HTTP session by an exception. This call does not prolong the HTTP session.
     */
    public boolean isOver() {
        if (!signedIn) {
            return false;
        }
        try {
            var unused = session.getLastAccessedTime();
            return signedOut.stream().anyMatch(BooleanSupplier::getAsBoolean);
        } catch (IllegalStateException invalid) {
            return true;
        }
    }
}
