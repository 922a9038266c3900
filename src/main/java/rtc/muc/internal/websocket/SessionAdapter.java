package rtc.muc.internal.websocket;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.Session;
import java.util.function.IntConsumer;

/** What one server can do with sessions beyond Jakarta. Does nothing with sessions of other servers. Thread-safe. */
public interface SessionAdapter {

    /** Counts the pings of a session that is opening: reports the size of each payload, on the reading thread. */
    default void countPings(Session session, IntConsumer listener) {}

    /** Lets a session outlive its HTTP session. */
    default void outlive(Session session, HttpSession login) {}

    /** Closes the TCP connection of a session at once; returns whether this was possible. */
    default boolean cut(Session session) {
        return false;
    }
}
