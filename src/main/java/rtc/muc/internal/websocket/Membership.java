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
 * A client's membership in a room: its {@link Peer}, and its current connection. If the client asked for resumption in
 * its join, the membership outlasts the connection: the peer waits without a connection until the client resumes over
 * another one, or until the resumption window ends.
 *
 * <p>Thread-safe. All messages of a client that can resume are handled in {@link Turns}, whichever connection they
 * arrive on. So the switch to another connection is exact: messages that arrive late on the old connection are neither
 * handled nor counted.
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

    /** Null if the client cannot resume. */
    private volatile @Nullable Turns turns;

    /** The number of the latest connection. */
    private volatile long last;

    private final Presence presence = new Presence();
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

    /** Sets the peer's first connection. */
    void begin(WebSocketPeer connection) {
        last = connection.number();
        presence.begins(resumptions.now());
        current.set(connection);
    }

    Peer peer() {
        return peer;
    }

    BoundedOutbox outbox() {
        return outbox;
    }

    /** {@return whether a connection is the peer's current one} */
    boolean isAt(WebSocketPeer connection) {
        return current.get() == connection;
    }

    /** {@return whether the client is away, and may still resume} */
    boolean isWaiting() {
        return current.get() == null && !peer.hasEnded();
    }

    boolean isOf(RoomName room, Optional<String> principal) {
        return peer.room().equals(room) && peer.identity().principal().equals(principal);
    }

    /** {@return the turns in which all messages of the client are handled; null if the client cannot resume} */
    @Nullable
    Turns turns() {
        return turns;
    }

    /** Ends this peer after a bug; other peers are not affected. */
    private void fail(Throwable bug) {
        bugs.log(() -> "Unexpected failure of " + peer + ", which is therefore ended", bug);
        peer.fail();
    }

    /** Ends the peer if a bug has ended its outbox. */
    void endIfFailed() {
        outbox.takeFailure().ifPresent(this::fail);
    }

    /** Ends the peer because of an event on a connection, if that is still the peer's current connection. */
    void end(WebSocketPeer connection, EndReason why) {
        if (isAt(connection)) {
            peer.end(why);
        }
    }

    /**
     * Handles the loss of a connection: the peer waits for the next one if its client can resume; otherwise it is
     * ended.
     */
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
            LOG.log(Level.DEBUG, () -> peer + " has lost its connection: " + why.code() + ", and waits for its client");
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

    /** Resumes another peer over this membership's connection, or refuses the resume. */
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
     * Continues over the connection of another membership, whose peer ends without having joined. A resume may arrive
     * late, on a connection that the client has already abandoned, so a connection that is older than the peer's latest
     * one is refused.
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
        presence.resumes(newcomer.presence.since());
        WebSocketPeer before = current.getAndSet(connection);
        access.replaceBy(newcomer.access);
        peer.moveTo(newcomer.peer.identity(), newcomer.access.permissions());
        connection.switchTo(this);
        LOG.log(Level.DEBUG, () -> peer + " resumes over another connection");
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

    /** {@return the request that notifies other nodes that this client tried to resume on this node and cannot} */
    NodeRequest.MissedResume missedResume(String key) {
        return new NodeRequest.MissedResume(
                peer.room(), peer.identity().principal(), key, Duration.ofNanos(resumptions.now() - presence.since()));
    }

    /**
     * Ends the peer because its client tried to resume on another node, unless the client has resumed on this node
     * since. If that is uncertain, the client is asked.
     */
    void endMissed(NodeRequest.MissedResume resume) {
        Turns inOrder = turns;
        if (inOrder != null && isOf(resume.room(), resume.principal())) {
            inOrder.run(() -> {
                long attempt = resumptions.now() - resume.age().toNanos();
                WebSocketPeer connection = current.get();
                if (presence.hasMoved(attempt, connection == null ? null : connection.sender())) {
                    peer.end(EndReason.REPLACED);
                }
            });
        }
    }

    /** {@return whether a pong with this number shows that the client still uses its connection} */
    boolean isAnsweredBy(long number) {
        return presence.answers(number);
    }

    /** {@return why the client has lost its access, or null} */
    @Nullable
    EndReason withoutAccess(Instant wallTime) {
        return access.denied(wallTime);
    }

    /**
     * Ends a waiting peer if its resumption window is over, or if its client has lost its access, and a peer whose
     * client does not answer. Called about every second, by one thread.
     *
     * @return false if the membership is over
     */
    boolean sweep(long now, Instant wallTime) {
        endIfFailed();
        if (peer.hasEnded()) {
            return false;
        }
        Turns inOrder = turns;
        if (inOrder != null && presence.isMissing(now)) {
            inOrder.run(() -> {
                if (presence.isAsked()) {
                    peer.end(EndReason.REPLACED);
                }
            });
        }
        if (!isWaiting()) {
            return true;
        }
        EndReason denied = withoutAccess(wallTime);
        boolean late = absence.lasts(now) >= resumptions.window().toNanos();
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
