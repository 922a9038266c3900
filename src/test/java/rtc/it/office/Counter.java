package rtc.it.office;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;
import rtc.muc.PeerSession;
import rtc.muc.PeerSessions;
import rtc.muc.RoomName;

/** An endpoint at a path that is not guarded; the application vouches for its sessions. */
@ServerEndpoint("/counter/{room}")
public class Counter {

    @Inject
    @SuppressWarnings("NullAway.Init")
    PeerSessions sessions;

    private @Nullable PeerSession peer;

    /** For the container. */
    public Counter() {}

    /** Attaches the session. */
    @OnOpen
    public void opened(Session session, @PathParam("room") String room) {
        peer = sessions.openVouchedFor(session, new RoomName(room));
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
