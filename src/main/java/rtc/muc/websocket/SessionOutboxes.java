package rtc.muc.websocket;

import jakarta.websocket.Session;
import rtc.muc.room.Encoding;
import rtc.muc.room.Outbox;

/** Makes the outbox of a {@link Session}. For injection into endpoints, ours and an application's own. */
public final class SessionOutboxes {

    private final Encoding encoding;
    private final ConnectionLimits limits;

    /** Made once for the application. */
    public SessionOutboxes(Encoding encoding, ConnectionLimits limits) {
        this.encoding = encoding;
        this.limits = limits;
    }

    /** {@return an outbox for a session that has just opened; nothing else may send on that session} */
    public Outbox of(Session session) {
        return new BoundedOutbox(new SessionConnection(session), encoding, limits);
    }
}
