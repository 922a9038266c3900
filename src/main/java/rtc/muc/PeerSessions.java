package rtc.muc;

import jakarta.websocket.Session;

/**
 * Attaches WebSocket {@link Session}s of an application's own endpoints to rooms, for injection. It then looks after the
 * sessions: pings, limits and timeouts apply to them as to those of this project's endpoint. Any thread may call any method.
 */
public interface PeerSessions {

    /**
     * Attaches a session that has just opened to the room that it was admitted to; it joins when its client says so. From
     * now on the session belongs to the result: nothing else may send on it.
     *
     * @throws NotAdmittedException if no check admitted this session: the path of its endpoint is neither {@code /muc} nor
     *     one of {@code muc.guarded-paths}. The session is closed with 4403
     */
    PeerSession open(Session session);

    /**
     * Like {@link #open(Session)}, for an endpoint that names the room itself.
     *
     * @throws NotAdmittedException likewise, and if the session was admitted to another room
     */
    PeerSession open(Session session, RoomName room);

    /**
     * Attaches a session that was not checked, because the application vouches for its client: no token, origin or
     * limit per address applies, and its peer has all permissions. A session that was checked keeps the access that it
     * was granted. Otherwise like {@link #open(Session, RoomName)}.
     *
     * <p>{@code muc.logout} does not apply to a session that was not checked: when its HTTP session ends, the server
     * decides. WildFly closes the connection with 1008, and Payara does so if the user was signed in.
     *
     * @throws NotAdmittedException if the session was admitted to another room
     */
    PeerSession openVouchedFor(Session session, RoomName room);
}
