package rtc.muc.internal.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;

/**
 * Enforces the time limits of a connection, sends pings, and cuts the connection if the client does not close it. Used
 * by the sweep; not thread-safe.
 */
final class SweptConnection {

    private final WebSocketPeer session;
    private final Connection connection;
    private final ConnectionSender sender;
    private final Liveness liveness;
    private final ConnectionLimits limits;
    private @Nullable Long closedAt;

    SweptConnection(
            WebSocketPeer session,
            Connection connection,
            ConnectionSender sender,
            Liveness liveness,
            ConnectionLimits limits) {
        this.session = session;
        this.connection = connection;
        this.sender = sender;
        this.liveness = liveness;
        this.limits = limits;
    }

    WebSocketPeer session() {
        return session;
    }

    /**
     * Enforces the time limits, and sends pings. Called about every second.
     *
     * @param now the time in nanoseconds
     * @param wallTime the time of the wall clock, by which access expires
     * @return false if the connection is closed and needs no further sweep
     */
    boolean sweep(long now, Instant wallTime) {
        Membership membership = session.membership();
        sender.takeFailure().ifPresent(session::note);
        membership.endIfFailed();
        if (sender.isClosed()) {
            return !cutInTime(now);
        }
        EndReason denied = membership.withoutAccess(wallTime);
        EndReason silent = liveness.due(now, session.hasJoined());
        if (sender.isBroken() || !connection.isOpen()) {
            membership.lose(session, EndReason.GONE);
        } else if (denied != null) {
            membership.end(session, denied);
        } else if (silent != null) {
            membership.lose(session, silent);
        } else if (liveness.takePing(now)) {
            ping(membership);
        }
        if (isStuck(now)) {
            endStuck(now);
        }
        return true;
    }

    /** {@return how many bytes of memory its outbox holds} */
    int outboxBytes() {
        Membership membership = session.membership();
        return membership.isAt(session) ? membership.outbox().bytes() : 0;
    }

    /** Ends the peer because all outboxes together hold too much, and its outbox holds the most. */
    void relieve() {
        session.membership().end(session, EndReason.TOO_SLOW);
        giveUp();
    }

    /** {@return whether the connection is closed, and no longer occupies resources of the server} */
    boolean isGone() {
        return sender.isClosed() && !connection.isHeld();
    }

    /** Cuts the connection, and drops all unsent texts. */
    void cut() {
        giveUp();
        connection.cut();
    }

    private void giveUp() {
        Membership membership = session.membership();
        if (membership.isAt(session)) {
            membership.outbox().giveUp();
        }
        sender.close(EndReason.TOO_SLOW);
    }

    private void ping(Membership membership) {
        if (membership.resumes()) {
            sender.ping();
        } else {
            connection.ping(ByteBuffer.allocate(0));
        }
    }

    /** For the last messages of an ended peer, the close timeout applies instead of the send timeout. */
    private boolean isStuck(long now) {
        Membership membership = session.membership();
        Duration limit = membership.peer().hasEnded() ? limits.closeTimeout() : limits.sendTimeout();
        return membership.outbox().isStuck(now) || sender.isStuck(now, limit);
    }

    /**
     * Ends a stuck connection. If nothing arrives either, the network has failed, and a client that can resume may do
     * so; otherwise the client is too slow.
     */
    private void endStuck(long now) {
        Membership membership = session.membership();
        if (membership.resumes() && liveness.isSilent(now, limits.sendTimeout())) {
            membership.lose(session, EndReason.SILENT);
        } else {
            membership.end(session, EndReason.TOO_SLOW);
        }
        giveUp();
    }

    /**
     * Cuts a closed connection after the close timeout: closing alone frees nothing while a client does not answer, or
     * continues to send.
     */
    private boolean cutInTime(long now) {
        if (closedAt == null) {
            closedAt = now;
        }
        boolean due = !limits.closeTimeout().isZero()
                && now - closedAt >= limits.closeTimeout().toNanos();
        if (due) {
            connection.cut();
        }
        return due || limits.closeTimeout().isZero();
    }
}
