package rtc.muc.internal.room;

import java.util.Set;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.ErrorCode;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.protocol.ServerMessage.Failure;

/**
 * Handles the messages of a {@link Peer}'s client, and limits their rates. Called by one thread at a time, in the order
 * in which the messages arrived; only {@link #receivePing} may be called by another thread. No method blocks. Once the
 * peer has ended, methods have no effect.
 */
public final class PeerMessages {

    private final Peer peer;
    private final Rooms rooms;
    private final PeerRateLimiter limiter;
    private final PeerRateLimiter pingLimiter;
    private Set<Permission> permissions;
    private boolean asksToRenew;
    private long taken;

    PeerMessages(
            Peer peer, Rooms rooms, Set<Permission> permissions, PeerRateLimiter limiter, PeerRateLimiter pingLimiter) {
        this.peer = peer;
        this.rooms = rooms;
        this.permissions = permissions;
        this.limiter = limiter;
        this.pingLimiter = pingLimiter;
    }

    /** Replaces the client's permissions. */
    void permit(Set<Permission> now) {
        permissions = now;
    }

    /** {@return how many messages have arrived since the join, including refused ones but not pings and resumes} */
    public long taken() {
        return taken;
    }

    /** Handles one message, or answers with an error. A message that exceeds the rate is dropped, or ends the peer. */
    public void receive(ClientMessage message) {
        receive(message, 0);
    }

    /**
     * Like {@link #receive(ClientMessage)}, for a message whose size is known.
     *
     * @param bytes its size on the wire
     */
    public void receive(ClientMessage message, int bytes) {
        if (peer.hasEnded()) {
            return;
        }
        rooms.counts().countMessage();
        if (peer.hasJoined() && counts(message)) {
            taken++;
        }
        switch (limiter.message(bytes)) {
            case TAKEN -> take(message);
            case DROPPED -> peer.answer(about(message, Failure.RATE_LIMITED));
            case TOO_FAST -> peer.end(EndReason.TOO_FAST);
        }
    }

    /**
     * Counts a control frame, such as a pong, towards the rates of messages and bytes.
     *
     * @param bytes its size on the wire
     */
    public void receiveControl(int bytes) {
        if (peer.hasEnded()) {
            return;
        }
        switch (limiter.message(bytes)) {
            case TAKEN -> {}
            case DROPPED -> peer.answer(Failure.RATE_LIMITED);
            case TOO_FAST -> peer.end(EndReason.TOO_FAST);
        }
    }

    /**
     * Counts a ping, which the container has already answered. Pings have their own rate, because a thread other than
     * that of the messages may read them. Called by one thread at a time.
     *
     * @param bytes its size on the wire
     */
    public void receivePing(int bytes) {
        if (!peer.hasEnded() && pingLimiter.message(bytes) == PeerRateLimiter.Verdict.TOO_FAST) {
            peer.end(EndReason.TOO_FAST);
        }
    }

    private static boolean counts(ClientMessage message) {
        return !(message instanceof ClientMessage.Ping
                || message instanceof ClientMessage.Resume
                || (message instanceof ClientMessage.Invalid invalid
                        && invalid.type().equals("resume")));
    }

    private void take(ClientMessage message) {
        if (message instanceof ClientMessage.To to) {
            relay(to);
        } else if (message instanceof ClientMessage.Status status) {
            changeStatus(status);
        } else if (message instanceof ClientMessage.Join join) {
            join(join);
        } else if (message instanceof ClientMessage.Leave) {
            peer.end(EndReason.LEFT);
        } else if (message instanceof ClientMessage.Ping) {
            peer.answer(new ServerMessage.Pong(peer.extensions().resumes() ? taken : null));
        } else if (message instanceof ClientMessage.Renew renew) {
            renew(renew);
        } else if (message instanceof ClientMessage.Resume resume) {
            resume(resume);
        } else if (message instanceof ClientMessage.Invalid invalid) {
            refuse(answerTo(invalid));
        }
    }

    private void join(ClientMessage.Join join) {
        JsonText status = permissions.contains(Permission.STATUS) ? join.status() : JsonText.EMPTY_OBJECT;
        if (peer.join(join, status)) {
            asksToRenew = join.renew();
        } else {
            refuse(Failure.ALREADY_JOINED);
        }
    }

    private void resume(ClientMessage.Resume resume) {
        if (peer.hasJoined()) {
            refuse(Failure.NOT_RESUMABLE);
        } else {
            peer.extensions().resume(peer, resume);
        }
    }

    private void renew(ClientMessage.Renew renew) {
        if (renews()) {
            peer.extensions().renew(peer.id(), renew.token(), peer::answer);
        } else {
            refuse(Failure.UNKNOWN_TYPE);
        }
    }

    private boolean renews() {
        return asksToRenew && peer.extensions().renews();
    }

    private void changeStatus(ClientMessage.Status status) {
        Room room = peer.joined();
        if (room == null) {
            refuse(Failure.STATUS_NOT_JOINED);
        } else if (!permissions.contains(Permission.STATUS)) {
            peer.answer(Failure.STATUS_FORBIDDEN);
        } else {
            rooms.changeStatus(room, new RosterChange.NewStatus(peer.id(), status.status()));
        }
    }

    private void relay(ClientMessage.To to) {
        Room room = peer.joined();
        if (room == null) {
            refuse(about(to, Failure.TO_NOT_JOINED));
        } else if (!permissions.contains(Permission.SEND)) {
            peer.answer(about(to, Failure.TO_FORBIDDEN));
        } else {
            ServerMessage.From event = new ServerMessage.From(peer.id(), to.event(), to.data());
            if (!room.relay(peer, to.peer(), event, rooms.encode(event)).settle()) {
                peer.answer(about(to, Failure.UNKNOWN_PEER));
            }
        }
    }

    /**
     * Returns the error for an invalid message. If messages of its type are not allowed at this time, the error for
     * that takes precedence.
     */
    private Failure answerTo(ClientMessage.Invalid invalid) {
        boolean outside = !peer.hasJoined();
        return switch (invalid.type()) {
            case "join" -> outside ? invalid.error() : Failure.ALREADY_JOINED;
            case "status" -> outside ? Failure.STATUS_NOT_JOINED : invalid.error();
            case "to" -> outside ? about(invalid, Failure.TO_NOT_JOINED) : invalid.error();
            case "renew" -> renews() ? invalid.error() : Failure.UNKNOWN_TYPE;
            default -> invalid.error();
        };
    }

    /** Adds the recipient and the event to an error, so that the client knows which {@code to} was refused. */
    private static Failure about(ClientMessage message, Failure failure) {
        if (message instanceof ClientMessage.To to) {
            return failure.about(to.peer(), to.event());
        } else if (message instanceof ClientMessage.Invalid invalid) {
            return failure.about(invalid.error().peer(), invalid.error().event());
        }
        return failure;
    }

    /** Answers a mistake of the client with an error, and ends the peer if there were too many mistakes. */
    private void refuse(Failure failure) {
        peer.answer(failure);
        boolean isForgiven = failure.code() == ErrorCode.UNKNOWN_TYPE ? limiter.unknownType() : limiter.error();
        if (!isForgiven) {
            peer.end(EndReason.TOO_MANY_ERRORS);
        }
    }
}
