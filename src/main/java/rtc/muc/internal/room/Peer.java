package rtc.muc.internal.room;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.Printable;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.protocol.ServerMessage.Failure;

/**
 * One client in one room: outside at first, inside after {@code join}, and finally ended. Made by {@link Rooms#attach}.
 * The owner of the connection passes incoming messages to {@link #messages}, and ends this peer when the connection is
 * lost and its client cannot resume, or does not resume in time.
 *
 * <p>Any thread may call any method at any time, unless its documentation states otherwise. No method blocks. Once the
 * peer has ended, methods have no effect.
 */
public final class Peer {

    private static final System.Logger LOG = System.getLogger(Peer.class.getName());

    private enum Phase {
        OUTSIDE,
        INSIDE,
        ENDED
    }

    private final String id;
    private final RoomName roomName;
    private final Outbox outbox;
    private final Rooms rooms;
    private final PeerMessages messages;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OUTSIDE);

    /** Set before this peer enters its room, and never changed afterwards. */
    private volatile @Nullable Room joined;

    /** Changes when the client resumes, perhaps from another address. */
    private volatile PeerIdentity identity;

    private volatile boolean takesEvents;

    /** Set before the first message. */
    private volatile JoinExtensions extensions = JoinExtensions.NONE;

    /** The further fields of the answer to the join; stored only while this peer joins. */
    private volatile Map<String, JsonText> joinedFields = Map.of();

    Peer(
            String id,
            RoomName roomName,
            PeerIdentity identity,
            Set<Permission> permissions,
            Outbox outbox,
            Rooms rooms,
            PeerRateLimiter limiter,
            PeerRateLimiter pingLimiter) {
        this.id = id;
        this.roomName = roomName;
        this.identity = identity;
        this.outbox = outbox;
        this.rooms = rooms;
        this.messages = new PeerMessages(this, rooms, permissions, limiter, pingLimiter);
    }

    /** {@return this peer's own id, which is created by the server and never used again} */
    public String id() {
        return id;
    }

    /** {@return whether this peer has joined its room, even if it has ended since} */
    public boolean hasJoined() {
        return joined != null;
    }

    /** {@return whether this peer has ended} */
    public boolean hasEnded() {
        return phase.get() == Phase.ENDED;
    }

    /** {@return the client's identity, as far as the server knows it} */
    public PeerIdentity identity() {
        return identity;
    }

    /** {@return the name of the room that this connection is for, joined or not} */
    public RoomName room() {
        return roomName;
    }

    /** Sets the extensions that the connection offers; called before the first message arrives. */
    public void extend(JoinExtensions brought) {
        extensions = brought;
    }

    /** {@return the handler of the client's messages} */
    public PeerMessages messages() {
        return messages;
    }

    /**
     * Replaces the identity and the permissions of a client that resumes over another connection. Called by the thread
     * that passes messages to this peer.
     *
     * @param client the client's new identity, with the same principal
     */
    public void moveTo(PeerIdentity client, Set<Permission> permissions) {
        identity = client;
        messages.permit(permissions);
        Room room = joined;
        if (room != null) {
            room.move(id, client);
        }
    }

    /**
     * Ends this peer silently if it has not joined, because another peer takes over its connection.
     *
     * @return whether this call ended it
     */
    public boolean stepAside() {
        return phase.compareAndSet(Phase.OUTSIDE, Phase.ENDED);
    }

    /** Notifies the client that it cannot resume. */
    public void refuseResume() {
        answer(Failure.NOT_RESUMABLE);
    }

    /**
     * Ends this peer: the other peers are notified that it left, and its connection is closed. Only the first call has
     * an effect.
     *
     * @param ending the reason
     * @return whether this call ended it
     */
    public boolean end(EndReason ending) {
        Phase before = phase.getAndSet(Phase.ENDED);
        if (before == Phase.ENDED) {
            return false;
        }
        try {
            if (before == Phase.INSIDE && joined != null) {
                joined.apply(new RosterChange.Leave(id, ending));
            }
        } finally {
            rooms.counts().countEnd(ending);
            rooms.endings().ended(this, ending);
            outbox.close(ending);
        }
        return true;
    }

    /**
     * Ends this peer after a bug of the server: sends the error {@code internal} to the client, and closes the
     * connection with 1011.
     */
    public void fail() {
        try {
            answer(Failure.INTERNAL);
        } finally {
            end(EndReason.INTERNAL);
        }
    }

    /** {@return the description of this peer in the log} */
    @Override
    public String toString() {
        return "Peer " + id + " of room " + Printable.of(roomName.value());
    }

    /** Moves this peer into a room; returns false if it has ended before. Called under the room's lock. */
    boolean enter(Room room) {
        joined = room;
        return phase.compareAndSet(Phase.OUTSIDE, Phase.INSIDE);
    }

    /**
     * Ends this peer if it is in its room. The caller then closes the outbox, and calls {@link #leave}.
     *
     * @return whether it was in its room, and this call ended it
     */
    boolean endInside() {
        return phase.compareAndSet(Phase.INSIDE, Phase.ENDED);
    }

    /** Removes this peer, which has ended, from its room. */
    void leave(EndReason why) {
        Room room = joined;
        if (room != null) {
            room.apply(new RosterChange.Leave(id, why));
        }
    }

    Outbox outbox() {
        return outbox;
    }

    Map<String, JsonText> joinedFields() {
        return joinedFields;
    }

    boolean takesEvents() {
        return takesEvents;
    }

    /** Tries to join the room; returns false if this peer has joined or ended before. */
    boolean join(ClientMessage.Join join, JsonText status) {
        if (phase.get() != Phase.OUTSIDE) {
            return false;
        }
        takesEvents = join.events();
        joinedFields = extensions.fields(id, join);
        LOG.log(Level.DEBUG, () -> this + " joins");
        switch (rooms.join(this, status)) {
            case FULL -> endWith(Failure.ROOM_FULL, EndReason.ROOM_FULL);
            case TOO_MANY_OF_ADDRESS -> endWith(Failure.TOO_MANY_OF_ADDRESS, EndReason.TOO_MANY);
            case TOO_MANY_OF_IDENTITY -> endWith(Failure.TOO_MANY_OF_IDENTITY, EndReason.TOO_MANY);
            case BANNED -> endWith(Failure.JOIN_FORBIDDEN, EndReason.REMOVED);
            case SETTLED, CLOSED -> {}
        }
        joinedFields = Map.of();
        return true;
    }

    /** {@return the room that this peer has joined, even if it has ended since; null before it joins} */
    @Nullable
    Room joined() {
        return joined;
    }

    JoinExtensions extensions() {
        return extensions;
    }

    /** Sends an answer to the client; does nothing if this peer has ended. */
    void answer(ServerMessage answer) {
        if (!hasEnded()) {
            String text = rooms.encode(answer);
            boolean counts = !(answer instanceof Failure || answer instanceof ServerMessage.Pong);
            new Handover(this, counts ? outbox.add(text) : outbox.addAnswer(text)).settle();
        }
    }

    private void endWith(Failure failure, EndReason ending) {
        answer(failure);
        end(ending);
    }
}
