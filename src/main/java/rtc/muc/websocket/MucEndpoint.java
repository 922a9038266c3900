package rtc.muc.websocket;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import rtc.muc.RoomManager;
import rtc.muc.handshake.Admission;
import rtc.muc.protocol.ClientMessage;
import rtc.muc.protocol.Ending;
import rtc.muc.room.Peer;
import rtc.muc.room.RoomName;

/**
 * The endpoint of a room. The container makes one for each connection and calls it for one message at a time. It takes
 * messages in parts, for only so can their size be limited before they are whole.
 */
@ServerEndpoint(value = "/muc/{room}", decoders = ClientMessageDecoder.class, encoders = ServerMessageEncoder.class)
public class MucEndpoint {

    private static final System.Logger LOG = System.getLogger(MucEndpoint.class.getName());

    @Inject
    @SuppressWarnings("NullAway.Init")
    RoomManager rooms;

    @Inject
    @SuppressWarnings("NullAway.Init")
    SessionOutboxes outboxes;

    @Inject
    @SuppressWarnings("NullAway.Init")
    ConnectionLimits limits;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Decoder.Text<ClientMessage> decoder;

    /** Both from {@link #opened} on, which comes before all else. */
    @SuppressWarnings("NullAway.Init")
    private TextParts parts;

    @SuppressWarnings("NullAway.Init")
    private Peer peer;

    /** For the container. */
    public MucEndpoint() {}

    /** Attaches the connection to its room, which it joins when its client says so. */
    @OnOpen
    public void opened(Session session) {
        RoomName room = Admission.of(session).orElseThrow().room();
        parts = new TextParts(limits.messageBytes());
        peer = rooms.attach(room, outboxes.of(session));
    }

    /** Takes a part of a message, and hands the message to the peer when it is whole. */
    @OnMessage
    public void text(String part, boolean last) throws DecodeException {
        if (!parts.add(part)) {
            peer.end(Ending.MESSAGE_TOO_LARGE);
        } else if (last) {
            peer.receive(decoder.decode(parts.take()));
        }
    }

    /** Refuses binary messages at their first part; without this, containers would gather them. */
    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        peer.end(Ending.BINARY);
    }

    /**
     * Takes the peer out of its room, whatever closed the connection. Looks nothing up: the application may be gone.
     */
    @OnClose
    public void closed() {
        if (peer != null) {
            peer.end(Ending.GONE);
        }
    }

    /** The one place for what escapes: a connection that breaks is no error, everything else is a bug of ours. */
    @OnError
    public void failed(Session session, Throwable why) throws IOException {
        if (why instanceof IOException) {
            LOG.log(Level.DEBUG, "Connection broken", why);
            return;
        }
        LOG.log(Level.ERROR, "Unexpected failure on a connection, which is closed for it", why);
        if (peer != null) {
            peer.fail();
        } else {
            session.close(new CloseReason(CloseReason.CloseCodes.UNEXPECTED_CONDITION, Ending.INTERNAL.reason()));
        }
    }
}
