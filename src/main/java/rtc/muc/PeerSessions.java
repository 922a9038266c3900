package rtc.muc;

import jakarta.websocket.Session;

/**
 * Attaches WebSocket {@link Session}s of an application's own endpoints to rooms. Applications inject this bean. Pings,
 * limits and timeouts then apply to these sessions as to the sessions of this project's endpoint. Any thread may call
 * any method.
 */
public interface PeerSessions {

    /**
     * Attaches a session that has just opened to the room that it was admitted to; the peer joins when its client sends
     * {@code join}. From now on, only the returned object may send on the session.
     *
     * @throws NotAdmittedException if this session was not checked, because the path of its endpoint is neither
     *     {@code /muc} nor one of {@code muc.guarded-paths}; the session is closed with 4403
     */
    PeerSession open(Session session);

    /**
     * Like {@link #open(Session)}, for an endpoint that determines the room itself.
     *
     * @throws NotAdmittedException if this session was not checked, or was admitted to another room; the session is
     *     closed with 4403
     */
    PeerSession open(Session session, RoomName room);

    /**
     * Attaches a session that was not checked, because the application vouches for its client: no token is required,
     * neither the origin nor a limit per address is checked, and the peer has all permissions. A session that was
     * checked retains the access that it was granted. Otherwise, this method is like {@link #open(Session, RoomName)}.
     *
     * <p>{@code muc.logout} does not apply to a session that was not checked: what happens when its HTTP session ends
     * depends on the server. WildFly closes the connection with 1008; Payara also does so, but only if the user was
     * signed in.
     *
     * @throws NotAdmittedException if the session was admitted to another room; the session is closed with 4403
     */
    PeerSession openVouchedFor(Session session, RoomName room);
}
