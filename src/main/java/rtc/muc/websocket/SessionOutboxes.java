package rtc.muc.websocket;

import jakarta.websocket.Session;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import rtc.muc.room.Encoding;
import rtc.muc.room.Outbox;

/**
 * Makes the outboxes of {@link Session}s, and looks after them. For injection into endpoints, ours and an application's
 * own, and for any number of threads.
 */
public final class SessionOutboxes {

    private final Encoding encoding;
    private final ConnectionLimits limits;
    private final LongSupplier nanos;
    private final Set<BoundedOutbox> open = ConcurrentHashMap.newKeySet();

    /**
     * Made once for the application.
     *
     * @param encoding writes the answers to joins
     * @param limits of each connection
     * @param nanos the clock for {@link #check}, in nanoseconds
     */
    public SessionOutboxes(Encoding encoding, ConnectionLimits limits, LongSupplier nanos) {
        this.encoding = encoding;
        this.limits = limits;
        this.nanos = nanos;
    }

    /** {@return an outbox for a session that has just opened; nothing else may send on that session} */
    public Outbox of(Session session) {
        return of(new SessionConnection(session));
    }

    /**
     * Ends the connections whose peers take their messages too slowly. To be called every second or so, by one thread.
     */
    public void check() {
        long now = nanos.getAsLong();
        open.removeIf(BoundedOutbox::isClosed);
        open.forEach(outbox -> outbox.check(now));
    }

    BoundedOutbox of(Connection connection) {
        BoundedOutbox outbox = new BoundedOutbox(connection, encoding, limits);
        open.add(outbox);
        return outbox;
    }
}
