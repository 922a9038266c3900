package rtc.muc.internal.websocket;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.JoinExtensions;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.Peer;

/**
 * A client's membership in a room: its {@link Peer}, and the connection that it uses now. If the client asked to
 * resume, the membership outlasts the connection: the peer waits without one until the client returns over another
 * connection, or the resume window ends.
 *
 * <p>For any number of threads. All messages of such a client are handled in {@link Turns}, whichever connection they
 * arrive on. So the switch to another connection is exact: late messages of the old one are neither handled nor
 * counted.
 */
final class Membership implements JoinExtensions {

    private static final System.Logger LOG = System.getLogger(WebSocketPeer.class.getName());

    private final Peer peer;
    private final BoundedOutbox outbox;
    private final SessionAccess access;
    private final MessageEncoder encoding;
    private final Resumptions resumptions;
    private final LimitedLog bugs;

    /** Null while the client is away. */
    private final AtomicReference<@Nullable WebSocketPeer> current = new AtomicReference<>();

    /** Null if the client does not resume. */
    private volatile @Nullable Turns turns;

    /** The number of the last connection, and when it was opened. */
    private volatile long last;

    private volatile long since;

    private final Absence absence = new Absence();
    private final ResumeAttempts attempts;

    Membership(
            Peer peer,
            BoundedOutbox outbox,
            SessionAccess access,
            MessageEncoder encoding,
            Resumptions resumptions,
            LimitedLog bugs) {
        this.peer = peer;
        this.outbox = outbox;
        this.access = access;
        this.encoding = encoding;
        this.resumptions = resumptions;
        this.bugs = bugs;
        this.attempts = new ResumeAttempts(resumptions, this);
    }

    /** The peer gets its first connection. */
    void begin(WebSocketPeer connection) {
        last = connection.number();
        since = resumptions.now();
        current.set(connection);
    }

    Peer peer() {
        return peer;
    }

    BoundedOutbox outbox() {
        return outbox;
    }

    /** {@return whether a connection is the one that the peer has now} */
    boolean isAt(WebSocketPeer connection) {
        return current.get() == connection;
    }

    /** {@return whether the client is away, and may come back} */
    boolean isWaiting() {
        return current.get() == null && !peer.hasEnded();
    }

    boolean isOf(RoomName room, Optional<String> principal) {
        return peer.room().equals(room) && peer.identity().principal().equals(principal);
    }

    /** {@return the turns in which everything of the client is handled; null if the client does not resume} */
    @Nullable
    Turns turns() {
        return turns;
    }

    /** Ends this peer after a bug; other peers are not affected. */
    private void fail(Throwable bug) {
        bugs.log(() -> "Unexpected failure of " + peer + ", which is ended for it", bug);
        peer.fail();
    }

    /** Ends the peer if a bug has ended its outbox. */
    void endIfFailed() {
        outbox.takeFailure().ifPresent(this::fail);
    }

    /** Ends the peer because of what happened on a connection, if it is still the peer's. */
    void end(WebSocketPeer connection, EndReason why) {
        if (isAt(connection)) {
            peer.end(why);
        }
    }

    /** A connection is lost: the peer waits for the next one if its client resumes, or else it is ended. */
    void lose(WebSocketPeer connection, EndReason why) {
        endIfFailed();
        if (!resumes() || !peer.hasJoined() || peer.hasEnded()) {
            end(connection, why);
            return;
        }
        if (isAt(connection)) {
            absence.begins(why);
        }
        if (current.compareAndSet(connection, null)) {
            LOG.log(Level.DEBUG, () -> peer + " has lost its connection: " + why.code() + ", and keeps its place");
            connection.sender().close(why);
            outbox.connection().lose(connection.sender());
        }
    }

    @Override
    public Map<String, JsonText> fields(String id, ClientMessage.Join join) {
        attempts.forgive();
        Map<String, JsonText> fields = access.fields(id, join);
        if (!join.resume() || !resumptions.isOn()) {
            return fields;
        }
        outbox.connection().keep();
        turns = new Turns(this::fail);
        Map<String, JsonText> all = new LinkedHashMap<>(fields);
        all.put("resume", resumptions.add(this));
        return all;
    }

    @Override
    public boolean renews() {
        return access.renews();
    }

    @Override
    public void renew(String id, String token, Consumer<ServerMessage> answer) {
        access.renew(id, token, answer);
    }

    @Override
    public boolean resumes() {
        return turns != null;
    }

    /** The client of this connection wants to resume another peer. */
    @Override
    public void resume(Peer newcomer, ClientMessage.Resume request) {
        WebSocketPeer connection = current.get();
        Membership other = resumptions.find(request, this);
        Turns inOrder = other == null ? null : other.turns;
        if (other != null && inOrder != null && connection != null) {
            inOrder.run(() -> other.resumeOver(connection, this, request.received()));
            return;
        }
        boolean tooMany = attempts.fail(request);
        newcomer.refuseResume();
        if (tooMany) {
            newcomer.end(EndReason.TOO_FAST);
        }
    }

    /**
     * Continues over the connection of another membership, which ends before it has joined. A resume on a connection
     * that the client has given up may arrive late, so a connection that is older than the peer's latest one is
     * refused.
     *
     * @param received how many messages the client has received
     */
    private void resumeOver(WebSocketPeer connection, Membership newcomer, long received) {
        try {
            boolean late = connection.number() < last;
            boolean possible = !late
                    && peer.hasJoined()
                    && !peer.hasEnded()
                    && outbox.connection().canResume(received);
            if (possible && newcomer.peer.stepAside()) {
                takeOver(connection, newcomer, received);
            } else {
                newcomer.peer.refuseResume();
            }
        } catch (RuntimeException | Error bug) {
            newcomer.peer.end(EndReason.INTERNAL);
            connection.sender().close(EndReason.INTERNAL);
            throw bug;
        }
    }

    private void takeOver(WebSocketPeer connection, Membership newcomer, long received) {
        last = connection.number();
        since = newcomer.since;
        WebSocketPeer before = current.getAndSet(connection);
        access.replaceBy(newcomer.access);
        peer.moveTo(newcomer.peer.identity(), newcomer.access.permissions());
        connection.switchTo(this);
        LOG.log(Level.DEBUG, () -> peer + " goes on over another connection");
        outbox.connection()
                .resume(
                        received,
                        newcomer.outbox,
                        encoding.encode(
                                new ServerMessage.Resumed(peer.messages().taken())));
        if (before != null) {
            before.sender().close(EndReason.REPLACED);
        }
    }

    /** {@return the request that notifies other nodes that this client has come here and cannot resume} */
    NodeRequest.MissedResume missedResume(String key) {
        return new NodeRequest.MissedResume(
                peer.room(), peer.identity().principal(), key, Duration.ofNanos(resumptions.now() - since));
    }

    /** The client has come back on another node: ends the peer, unless the client has come back here since. */
    void endMissed(NodeRequest.MissedResume resume) {
        Turns inOrder = turns;
        if (inOrder != null && isOf(resume.room(), resume.principal())) {
            inOrder.run(() -> {
                if (resumptions.now() - resume.age().toNanos() - since >= 0) {
                    peer.end(EndReason.REPLACED);
                }
            });
        }
    }

    /** {@return why the client has lost its access, or null} */
    @Nullable
    EndReason withoutAccess(Instant wallTime) {
        return access.denied(wallTime);
    }

    /**
     * Ends the peer if it has waited long enough, or has no access any more. Called every second or so, by one thread.
     *
     * @return false when it is over
     */
    boolean sweep(long now, Instant wallTime) {
        endIfFailed();
        if (peer.hasEnded()) {
            return false;
        }
        if (!isWaiting()) {
            return true;
        }
        EndReason denied = withoutAccess(wallTime);
        boolean late = absence.lasts(now) >= resumptions.window().toNanos();
        Turns inOrder = turns;
        if (inOrder != null && (denied != null || late)) {
            EndReason why = denied == null ? absence.reason() : denied;
            inOrder.run(() -> {
                if (isWaiting()) {
                    peer.end(why);
                }
            });
        }
        return true;
    }
}
