package desk;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import rtc.muc.PeerSession;
import rtc.muc.PeerSessions;

/**
 * A separate endpoint for the staff, which leads to the same rooms. The setting {@code muc.guarded-paths} lists its
 * path.
 */
@ServerEndpoint("/staff/{room}")
public class StaffEndpoint {

    @Inject
    PeerSessions sessions;

    private PeerSession peer;

    @OnOpen
    public void opened(Session session) {
        peer = sessions.open(session);
    }

    @OnMessage
    public void text(String part, boolean last) {
        peer.text(part, last);
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        peer.binary();
    }

    @OnMessage
    public void pong(PongMessage pong) {
        peer.pong();
    }

    @OnClose
    public void closed() {
        if (peer != null) {
            peer.closed();
        }
    }
}
