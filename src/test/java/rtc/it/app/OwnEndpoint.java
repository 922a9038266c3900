package rtc.it.app;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import rtc.muc.RoomManager;
import rtc.muc.protocol.ClientMessage;
import rtc.muc.protocol.Ending;
import rtc.muc.room.Peer;
import rtc.muc.room.RoomName;
import rtc.muc.websocket.ClientMessageDecoder;
import rtc.muc.websocket.SessionOutboxes;

/** An endpoint of the application's own that brings its connections into the same rooms. */
@ServerEndpoint(value = "/own/{room}", decoders = ClientMessageDecoder.class)
public class OwnEndpoint {

    @Inject
    @SuppressWarnings("NullAway.Init")
    RoomManager rooms;

    @Inject
    @SuppressWarnings("NullAway.Init")
    SessionOutboxes outboxes;

    @SuppressWarnings("NullAway.Init")
    private Peer peer;

    @OnOpen
    public void opened(Session session) {
        peer = rooms.attach(RoomName.ofPath(session.getRequestURI().getRawPath()), outboxes.of(session));
    }

    @OnMessage
    public void message(ClientMessage message) {
        peer.receive(message);
    }

    @OnClose
    public void closed() {
        peer.end(Ending.GONE);
    }
}
