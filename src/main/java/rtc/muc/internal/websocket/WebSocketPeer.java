package rtc.muc.internal.websocket;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.PeerSession;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.Utf8;
import rtc.muc.internal.room.Peer;

/**
 * A {@link jakarta.websocket.Session} and the peer at its other end. It enforces all limits of a connection. Made by
 * {@link SessionRegistry#open}.
 */
public final class WebSocketPeer implements PeerSession {

    private static final System.Logger LOG = System.getLogger(WebSocketPeer.class.getName());

    /** What a frame or a part of a message counts beside what it holds, so that there is an end to empty ones too. */
    private static final int PART_BYTES = 32;

    private final Peer peer;
    private final Connection connection;
    private final BoundedOutbox outbox;
    private final Function<String, ClientMessage> decoding;
    private final TextParts parts;
    private final Liveness liveness;
    private final SessionAccess access;
    private final BooleanSupplier signedOut;
    private final Duration closeTimeout;
    private final LimitedLog bugs;

    // Of the thread that looks alone:
    private @Nullable Long closedAt;

    WebSocketPeer(
            Peer peer,
            Connection connection,
            BoundedOutbox outbox,
            Function<String, ClientMessage> decoding,
            ConnectionLimits limits,
            Liveness liveness,
            SessionAccess access,
            BooleanSupplier signedOut,
            LimitedLog bugs) {
        this.peer = peer;
        this.connection = connection;
        this.outbox = outbox;
        this.decoding = decoding;
        this.parts = new TextParts(limits.messageBytes());
        this.liveness = liveness;
        this.access = access;
        this.signedOut = signedOut;
        this.closeTimeout = limits.closeTimeout();
        this.bugs = bugs;
    }

    @Override
    public String id() {
        return peer.id();
    }

    @Override
    public boolean hasJoined() {
        return peer.hasJoined();
    }

    /** {@return the peer, outside of its room until its client joins} */
    Peer peer() {
        return peer;
    }

    @Override
    public void text(String part, boolean last) {
        liveness.heard(last);
        if (peer.hasEnded()) {
            return;
        }
        if (!parts.add(part)) {
            peer.end(EndReason.MESSAGE_TOO_LARGE);
        } else if (last) {
            int count = parts.count();
            String text = parts.take();
            peer.receive(decoding.apply(text), Utf8.bytes(text) + PART_BYTES * count);
        }
    }

    @Override
    public void binary() {
        peer.end(EndReason.BINARY);
    }

    @Override
    public void pong() {
        control(0);
    }

    @Override
    public void pong(ByteBuffer payload) {
        control(payload.remaining());
    }

    /** Counts a ping, which the container has answered. */
    void ping(int payload) {
        peer.receivePing(payload + PART_BYTES);
    }

    @Override
    public void closed() {
        peer.end(EndReason.GONE);
    }

    @Override
    public void failed(Throwable why) {
        if (note(why)) {
            peer.fail();
        }
    }

    /** {@return how many bytes of memory its outbox holds} */
    int outboxBytes() {
        return outbox.bytes();
    }

    /** Ends the peer because the outboxes hold too much, and this one most. */
    void relieve() {
        peer.end(EndReason.TOO_SLOW);
        outbox.giveUp();
    }

    private void control(int payload) {
        liveness.heard();
        peer.receiveControl(payload + PART_BYTES);
    }

    /** Logs a failure, and tells whether it is a bug: a client can break its connection as often as it likes. */
    private boolean note(Throwable why) {
        boolean bug = !(why instanceof IOException) && connection.isOpen();
        if (bug) {
            bugs.log(() -> "Unexpected failure on " + connection + ", which is closed for it", why);
        } else {
            LOG.log(Level.DEBUG, "Connection broken", why);
        }
        return bug;
    }

    /**
     * Looks after the connection. Called every second or so, by one thread.
     *
     * @param now the time in nanoseconds
     * @param wallTime the same, by which access is granted
     * @return false when there is nothing more to look after
     */
    boolean check(long now, Instant wallTime) {
        outbox.takeFailure().ifPresent(this::note);
        if (outbox.isClosed()) {
            return !cutInTime(now);
        }
        EndReason due = due(now, wallTime);
        if (due != null) {
            peer.end(due);
        } else if (liveness.takePing(now)) {
            connection.ping();
        }
        if (outbox.isStuck(now)) {
            peer.end(EndReason.TOO_SLOW);
            outbox.giveUp();
        }
        return true;
    }

    /** {@return whether the connection is closed and nothing is left of it} */
    boolean isGone() {
        return outbox.isClosed() && !connection.isHeld();
    }

    /** Ends the connection for good, without what has not been sent. */
    void cut() {
        outbox.giveUp();
        connection.cut();
    }

    private @Nullable EndReason due(long now, Instant wallTime) {
        if (outbox.isBroken() || !connection.isOpen()) {
            return EndReason.GONE;
        }
        if (!wallTime.isBefore(access.end())) {
            return EndReason.EXPIRED;
        }
        return signedOut.getAsBoolean() ? EndReason.SIGNED_OUT : liveness.look(now, peer.hasJoined());
    }

    /** Closing alone frees nothing while a client does not answer, or goes on sending. */
    private boolean cutInTime(long now) {
        if (closedAt == null) {
            closedAt = now;
        }
        boolean due = !closeTimeout.isZero() && now - closedAt >= closeTimeout.toNanos();
        if (due) {
            connection.cut();
        }
        return due || closeTimeout.isZero();
    }
}
