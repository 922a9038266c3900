package desk;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import rtc.muc.room.RoomName;
import rtc.muc.websocket.PeerSession;
import rtc.muc.websocket.PeerSessions;

/** An entrance of its own for the staff, into the same rooms; a {@code web.xml} could guard it. */
@ServerEndpoint("/staff/{room}")
public class StaffEndpoint {

    @Inject
    PeerSessions sessions;

    private PeerSession peer;

    @OnOpen
    public void opened(Session session, @PathParam("room") String room) {
        peer = sessions.open(session, new RoomName(room));
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
