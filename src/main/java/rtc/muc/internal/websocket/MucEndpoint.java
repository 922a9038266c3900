package rtc.muc.internal.websocket;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import rtc.muc.EndReason;
import rtc.muc.NotAdmittedException;

/**
 * The endpoint of a room. The container makes an instance for each connection, and calls it for one message at a time.
 * The endpoint receives messages in parts, because only then can their size be limited before they are complete.
 */
@ServerEndpoint(
        value = "/muc/{room}",
        subprotocols = "muc",
        decoders = ClientMessageDecoder.class,
        encoders = ServerMessageEncoder.class,
        configurator = MucConfigurator.class)
public class MucEndpoint {

    @Inject
    @SuppressWarnings("NullAway.Init")
    SessionRegistry sessions;

    /** Set by {@link #opened}, which is called first. */
    @SuppressWarnings("NullAway.Init")
    private WebSocketPeer peer;

    /** For the container. */
    public MucEndpoint() {}

    /** Attaches the connection to its room. */
    @OnOpen
    public void opened(Session session) {
        peer = sessions.open(session);
    }

    /** Receives a part of a message. */
    @OnMessage
    public void text(String part, boolean last) {
        peer.text(part, last);
    }

    /** Refuses binary messages at their first part; without this method, containers would buffer them. */
    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        peer.binary();
    }

    /** Receives the answer to a ping. */
    @OnMessage
    public void pong(PongMessage pong) {
        peer.pong(pong.getApplicationData());
    }

    /** Handles the end of the connection: the peer leaves its room, or waits for its client to resume. */
    @OnClose
    public void closed(CloseReason reason) {
        if (peer != null) {
            peer.closed(reason);
        }
    }

    /** Handles every exception that escapes from a callback. */
    @OnError
    public void failed(Session session, Throwable why) throws IOException {
        if (peer != null) {
            peer.failed(why);
        } else if (!isRefusal(why)) {
            sessions.failedToOpen(why);
            session.close(new CloseReason(CloseReason.CloseCodes.UNEXPECTED_CONDITION, EndReason.INTERNAL.reason()));
        }
    }

    /**
     * Whether a session was refused, and is therefore closed already. Some containers wrap the exceptions of an
     * endpoint.
     */
    private static boolean isRefusal(Throwable why) {
        return why instanceof NotAdmittedException || why.getCause() instanceof NotAdmittedException;
    }
}
