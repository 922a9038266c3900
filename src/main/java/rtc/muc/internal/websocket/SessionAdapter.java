package rtc.muc.internal.websocket;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.Session;
import java.util.function.IntConsumer;

/**
 * Operations on sessions that one server offers beyond Jakarta. They have no effect on sessions of other servers.
 * Thread-safe.
 */
public interface SessionAdapter {

    /**
     * Finds the pings of a session that is opening, and reports the size of each payload to the listener, on the
     * reading thread.
     */
    default void countPings(Session session, IntConsumer listener) {}

    /** Lets a session outlive its HTTP session. */
    default void outlive(Session session, HttpSession login) {}

    /** Closes the TCP connection of a session at once; returns whether this was possible. */
    default boolean cut(Session session) {
        return false;
    }
}
