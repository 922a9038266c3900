package rtc.muc.internal.websocket;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Set;
import rtc.muc.EndReason;
import rtc.muc.PeerSession;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.Utf8;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PeerMessages;

/**
 * A {@link jakarta.websocket.Session} and the peer of its client: receives messages and pongs, and limits the size of
 * messages. Made by {@link SessionRegistry#open}. {@link SweptConnection} enforces the time limits.
 */
public final class WebSocketPeer implements PeerSession {

    private static final System.Logger LOG = System.getLogger(WebSocketPeer.class.getName());

    /**
     * The bytes that are counted for each frame or part of a message in addition to its payload, so that empty ones are
     * limited too.
     */
    private static final int PART_BYTES = 32;

    /** The close codes for a broken rule, whether the client broke it or reports that the server did. */
    private static final Set<Integer> BROKEN_RULES = Set.of(1002, 1003, 1007, 1008, 1009);

    private final Connection connection;
    private final ConnectionSender sender;
    private final long number;
    private final ClientMessageDecoder decoder;
    private final TextParts parts;
    private final Liveness liveness;
    private final LimitedLog bugs;

    /** Changes when the client resumes over this connection. */
    private volatile Membership membership;

    WebSocketPeer(
            Membership membership,
            Connection connection,
            ConnectionSender sender,
            long number,
            ClientMessageDecoder decoder,
            TextParts parts,
            Liveness liveness,
            LimitedLog bugs) {
        this.membership = membership;
        this.connection = connection;
        this.sender = sender;
        this.number = number;
        this.decoder = decoder;
        this.parts = parts;
        this.liveness = liveness;
        this.bugs = bugs;
    }

    @Override
    public String id() {
        return peer().id();
    }

    @Override
    public boolean hasJoined() {
        return peer().hasJoined();
    }

    /** {@return the peer, outside of its room until its client joins} */
    Peer peer() {
        return membership.peer();
    }

    /** {@return the membership whose connection this is, or was} */
    Membership membership() {
        return membership;
    }

    /** {@return its number among the sessions of the application; later sessions have higher numbers} */
    long number() {
        return number;
    }

    ConnectionSender sender() {
        return sender;
    }

    /** Makes this the connection of another peer, which the client has resumed. */
    void switchTo(Membership resumed) {
        membership = resumed;
    }

    @Override
    public void text(String part, boolean last) {
        liveness.heard(last);
        Membership now = membership;
        if (now.peer().hasEnded() || !now.isAt(this)) {
            return;
        }
        if (!parts.add(part)) {
            now.end(this, EndReason.MESSAGE_TOO_LARGE);
        } else if (last) {
            int count = parts.count();
            String text = parts.take();
            ClientMessage message = decoder.decode(text);
            int bytes = Utf8.bytes(text) + PART_BYTES * count;
            receive(now, message, bytes);
        }
    }

    private void receive(Membership now, ClientMessage message, int bytes) {
        PeerMessages messages = now.peer().messages();
        Turns inOrder = now.turns();
        if (inOrder == null) {
            messages.receive(message, bytes);
        } else {
            inOrder.run(() -> handle(now, () -> messages.receive(message, bytes)));
        }
    }

    /** Handles a message or a pong in its turn, if this is still the peer's current connection. */
    private void handle(Membership now, Runnable arrival) {
        if (now.isAt(this)) {
            try {
                arrival.run();
            } catch (RuntimeException bug) {
                failed(bug);
            }
        }
    }

    @Override
    public void binary() {
        membership.end(this, EndReason.BINARY);
    }

    @Override
    public void pong() {
        pong(ByteBuffer.allocate(0));
    }

    @Override
    public void pong(ByteBuffer payload) {
        liveness.heard();
        int bytes = payload.remaining();
        long arrived = bytes == Long.BYTES ? payload.getLong(payload.position()) : 0;
        Membership now = membership;
        Turns inOrder = now.turns();
        if (inOrder == null) {
            receivePong(now, arrived, bytes);
        } else {
            inOrder.run(() -> handle(now, () -> receivePong(now, arrived, bytes)));
        }
    }

    /** A pong that answers a question of this node does not count towards the client's rate. */
    private void receivePong(Membership now, long arrived, int bytes) {
        if (!sender.confirm(arrived) && !now.isAnsweredBy(arrived)) {
            now.peer().messages().receiveControl(bytes + PART_BYTES);
        }
        var unused = now.outbox().flush();
    }

    /** Counts a ping, which the container has answered. */
    void ping(int payload) {
        if (membership.isAt(this)) {
            peer().messages().receivePing(payload + PART_BYTES);
        }
    }

    @Override
    public void closed() {
        membership.lose(this, EndReason.GONE);
    }

    @Override
    public void closed(CloseReason reason) {
        if (BROKEN_RULES.contains(reason.getCloseCode().getCode())) {
            membership.end(this, EndReason.GONE);
        } else {
            closed();
        }
    }

    @Override
    public void failed(Throwable why) {
        if (note(why) && membership.isAt(this)) {
            peer().fail();
        }
    }

    /**
     * Logs a failure, and returns whether it is a bug. A broken connection is not one, because a client can cause it at
     * will.
     */
    boolean note(Throwable why) {
        boolean bug = !(why instanceof IOException) && connection.isOpen();
        if (bug) {
            bugs.log(() -> "Unexpected failure on " + connection + ", which is therefore closed", why);
        } else {
            LOG.log(Level.DEBUG, "Connection broken", why);
        }
        return bug;
    }
}
