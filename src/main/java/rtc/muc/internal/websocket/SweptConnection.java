package rtc.muc.internal.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;

/**
 * A connection as time goes by: enforces its time limits, pings, and frees what a client holds that does not close it. For
 * the sweep, which is one thread.
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
     * Enforces the time limits, and pings. Called every second or so.
     *
     * @param now the time in nanoseconds
     * @param wallTime the time of the wall clock, by which access expires
     * @return false when the connection is closed and needs no further sweep
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

    /** Ends the peer because all outboxes together hold too much, and this one holds the most. */
    void relieve() {
        session.membership().end(session, EndReason.TOO_SLOW);
        giveUp();
    }

    /** {@return whether the connection is closed and nothing is left of it} */
    boolean isGone() {
        return sender.isClosed() && !connection.isHeld();
    }

    /** Cuts the connection, and drops what has not been sent. */
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
            var unused = sender.ping();
        } else {
            connection.ping(ByteBuffer.allocate(0));
        }
    }

    /** The last messages of an ended peer get less time. */
    private boolean isStuck(long now) {
        Membership membership = session.membership();
        Duration limit = membership.peer().hasEnded() ? limits.closeTimeout() : limits.sendTimeout();
        return membership.outbox().isStuck(now) || sender.isStuck(now, limit);
    }

    /** If nothing arrives either, the network is gone; otherwise the client is too slow. */
    private void endStuck(long now) {
        Membership membership = session.membership();
        if (membership.resumes() && liveness.isSilent(now, limits.sendTimeout())) {
            membership.lose(session, EndReason.SILENT);
        } else {
            membership.end(session, EndReason.TOO_SLOW);
        }
        giveUp();
    }

    /** Closing alone frees nothing while a client does not answer, or goes on sending. */
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
