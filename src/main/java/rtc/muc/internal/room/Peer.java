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
 * The owner of the connection passes on what arrives to its {@link #messages}, and reports when the connection is lost.
 *
 * <p>Any thread may call any method at any time, unless the method says otherwise. No method blocks. After the end all of
 * them do nothing.
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

    /** Changes when the client resumes from elsewhere. */
    private volatile PeerIdentity identity;

    private volatile boolean takesEvents;

    /** Set before the first message. */
    private volatile JoinExtensions extensions = JoinExtensions.NONE;

    /** The further fields of the answer to the join, from before this peer joins until it has joined. */
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

    /** {@return the id that others know this peer by; it never comes from a client and is never used again} */
    public String id() {
        return id;
    }

    /** {@return whether this peer has been let into its room} */
    public boolean hasJoined() {
        return joined != null;
    }

    /** {@return whether this peer is ended, and does nothing any more} */
    public boolean hasEnded() {
        return phase.get() == Phase.ENDED;
    }

    /** {@return who it is, as far as the server knows} */
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

    /** {@return what handles the messages of the client} */
    public PeerMessages messages() {
        return messages;
    }

    /**
     * The client continues over another connection, perhaps from another address and with other permissions. Called by
     * the thread that passes on messages.
     *
     * @param client who it is now; the principal is the same
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
     * @return whether this is what ended it
     */
    public boolean stepAside() {
        return phase.compareAndSet(Phase.OUTSIDE, Phase.ENDED);
    }

    /** Notifies the client that it cannot resume. */
    public void refuseResume() {
        answer(Failure.NOT_RESUMABLE);
    }

    /**
     * Ends this peer: the others are notified that it left, and its connection is closed. The first ending counts.
     *
     * @param ending why
     * @return whether this is what ended it
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
            rooms.endings().ended(this, ending);
            outbox.close(ending);
        }
        return true;
    }

    /** Ends this peer after a bug of the server: sends it the error {@code internal}, and closes with 1011. */
    public void fail() {
        try {
            answer(Failure.INTERNAL);
        } finally {
            end(EndReason.INTERNAL);
        }
    }

    /** {@return how the log names it} */
    @Override
    public String toString() {
        return "Peer " + id + " of room " + Printable.of(roomName.value());
    }

    /** Lets this peer into a room, called under the room's lock; false when it was ended before. */
    boolean enter(Room room) {
        joined = room;
        return phase.compareAndSet(Phase.OUTSIDE, Phase.INSIDE);
    }

    /**
     * Ends this peer if it is in its room. The caller then closes the outbox, and calls {@link #leave}.
     *
     * @return whether it was in its room, and this is what ended it
     */
    boolean endInside() {
        return phase.compareAndSet(Phase.INSIDE, Phase.ENDED);
    }

    /** Takes this peer, which has ended, out of its room. */
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

    /** Joins, if the client has not joined yet. */
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

    /** {@return the room that this peer has joined, even if it has ended since; null before} */
    @Nullable
    Room joined() {
        return joined;
    }

    JoinExtensions extensions() {
        return extensions;
    }

    /** Answers on the connection; an answer to a peer that has ended goes nowhere. */
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
