package desk;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import rtc.muc.RoomManager;
import rtc.muc.protocol.ClientMessage;
import rtc.muc.protocol.Ending;
import rtc.muc.room.Peer;
import rtc.muc.room.RoomName;
import rtc.muc.websocket.ClientMessageDecoder;
import rtc.muc.websocket.SessionOutboxes;

/** An entrance of its own for the staff, into the same rooms; a {@code web.xml} could guard it. */
@ServerEndpoint(value = "/staff/{room}", decoders = ClientMessageDecoder.class)
public class StaffEndpoint {

    @Inject
    RoomManager rooms;

    @Inject
    SessionOutboxes outboxes;

    private Peer peer;

    @OnOpen
    public void opened(Session session, @PathParam("room") String room) {
        peer = rooms.attach(new RoomName(room), outboxes.of(session));
    }

    @OnMessage(maxMessageSize = 65_536)
    public void message(ClientMessage message) {
        peer.receive(message);
    }

    @OnClose
    public void closed() {
        peer.end(Ending.GONE);
    }
}
