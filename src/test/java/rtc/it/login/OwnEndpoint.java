package rtc.it.login;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import rtc.muc.PeerSession;
import rtc.muc.PeerSessions;
import rtc.muc.RoomName;

/** The application's own endpoint, at a path that the settings may guard. */
@ServerEndpoint("/own/{room}")
public class OwnEndpoint {

    @Inject
    @SuppressWarnings("NullAway.Init")
    PeerSessions sessions;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Principals principals;

    private @Nullable PeerSession peer;

    /** For the container. */
    public OwnEndpoint() {}

    /** Attaches the session. The application vouches for the sessions of one room. */
    @OnOpen
    public void opened(Session session, @PathParam("room") String room) {
        Principal user = session.getUserPrincipal();
        principals.note(room, user == null ? "nobody" : user.getName());
        RoomName name = new RoomName(room);
        peer = room.equals("vouched for") ? sessions.openVouchedFor(session, name) : sessions.open(session, name);
    }

    /** Receives a part of a message. */
    @OnMessage
    public void text(String part, boolean last) {
        if (peer != null) {
            peer.text(part, last);
        }
    }

    /** Removes the peer from its room. */
    @OnClose
    public void closed() {
        if (peer != null) {
            peer.closed();
        }
    }
}
