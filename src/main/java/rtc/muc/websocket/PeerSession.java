package rtc.muc.websocket;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rtc.muc.limits.LimitedLog;
import rtc.muc.protocol.ClientMessage;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.Utf8;
import rtc.muc.room.Peer;

/**
 * A {@link jakarta.websocket.Session} and the peer at its other end. An endpoint hands it whatever the container calls
 * it for; it keeps to all limits of a connection. Made by {@link PeerSessions#open}.
 *
 * <p>As containers do, an endpoint calls it for one message at a time. No method blocks.
 */
public final class PeerSession {

    private static final System.Logger LOG = System.getLogger(PeerSession.class.getName());

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

    PeerSession(
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

    /** {@return the peer, outside of its room until its client joins} */
    public Peer peer() {
        return peer;
    }

    /**
     * Takes a part of a text message, and the message when it is whole.
     *
     * @param last whether it is the last part
     */
    public void text(String part, boolean last) {
        liveness.heard(last);
        if (peer.hasEnded()) {
            return;
        }
        if (!parts.add(part)) {
            peer.end(Ending.MESSAGE_TOO_LARGE);
        } else if (last) {
            int count = parts.count();
            String text = parts.take();
            peer.receive(decoding.apply(text), Utf8.bytes(text) + PART_BYTES * count);
        }
    }

    /** Refuses a binary message, at its first part: the protocol has none. */
    public void binary() {
        peer.end(Ending.BINARY);
    }

    /** Takes a pong of which only this is known. */
    public void pong() {
        control(0);
    }

    /**
     * Takes a pong, which proves that the client is there. It counts in the pace of messages and bytes.
     *
     * @param payload what the pong holds
     */
    public void pong(ByteBuffer payload) {
        control(payload.remaining());
    }

    /** Takes the peer out of its room, whatever closed the connection. Looks nothing up: the application may be gone. */
    public void closed() {
        peer.end(Ending.GONE);
    }

    /** Takes what went wrong: a connection that breaks is no error, everything else is a bug, and ends the peer. */
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
        peer.end(Ending.TOO_SLOW);
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
        Ending due = due(now, wallTime);
        if (due != null) {
            peer.end(due);
        } else if (liveness.takePing(now)) {
            connection.ping();
        }
        if (outbox.isStuck(now)) {
            peer.end(Ending.TOO_SLOW);
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

    private @Nullable Ending due(long now, Instant wallTime) {
        if (outbox.isBroken() || !connection.isOpen()) {
            return Ending.GONE;
        }
        if (!wallTime.isBefore(access.end())) {
            return Ending.EXPIRED;
        }
        return signedOut.getAsBoolean() ? Ending.SIGNED_OUT : liveness.look(now, peer.hasJoined());
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
