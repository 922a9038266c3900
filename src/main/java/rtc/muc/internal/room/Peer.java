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
import rtc.muc.internal.protocol.ErrorCode;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.Printable;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.protocol.ServerMessage.Failure;

/**
 * One connection's part in one room: outside at first, inside after {@code join}, ended once and for all. Made by
 * {@link Rooms#attach}; whoever holds the connection hands it what comes in, and says when the connection is gone.
 *
 * <p>{@link #receive} is called by one thread at a time, in the order in which the messages came; everything else may
 * be called by any thread at any time. No method blocks. After the end all of them do nothing.
 */
public final class Peer {

    private static final System.Logger LOG = System.getLogger(Peer.class.getName());

    private enum Standing {
        OUTSIDE,
        INSIDE,
        ENDED
    }

    private final String id;
    private final RoomName roomName;
    private final PeerIdentity identity;
    private final Set<Permission> permissions;
    private final Outbox outbox;
    private final Rooms rooms;
    private final PeerRateLimiter pace;
    private final PeerRateLimiter pingPace;
    private final AtomicReference<Standing> standing = new AtomicReference<>(Standing.OUTSIDE);

    /** Set before this peer stands inside, and never changed after. */
    private volatile @Nullable Room joined;

    private volatile boolean takesEvents;

    /** Set before the first message. */
    private volatile JoinExtensions extensions = JoinExtensions.NONE;

    /** The further fields of the answer to the join, from before this peer joins until it has joined. */
    private volatile Map<String, JsonText> joinedFields = Map.of();

    // Of the connection's thread alone:
    private boolean renews;

    Peer(
            String id,
            RoomName roomName,
            PeerIdentity identity,
            Set<Permission> permissions,
            Outbox outbox,
            Rooms rooms,
            PeerRateLimiter pace,
            PeerRateLimiter pingPace) {
        this.id = id;
        this.roomName = roomName;
        this.identity = identity;
        this.permissions = permissions;
        this.outbox = outbox;
        this.rooms = rooms;
        this.pace = pace;
        this.pingPace = pingPace;
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
        return standing.get() == Standing.ENDED;
    }

    /** {@return who it is, as far as the server knows} */
    public PeerIdentity identity() {
        return identity;
    }

    /** {@return the name of the room that this connection is for, joined or not} */
    public RoomName room() {
        return roomName;
    }

    /** Says what else the connection brings; to be called before the first message comes. */
    public void extend(JoinExtensions brought) {
        extensions = brought;
    }

    /**
     * Takes one message of the client: does what it says, or answers with an error; one that comes too fast is dropped,
     * or ends this peer.
     */
    public void receive(ClientMessage message) {
        receive(message, 0);
    }

    /**
     * Likewise, for a message whose size is known.
     *
     * @param bytes what it took on the wire
     */
    public void receive(ClientMessage message, int bytes) {
        if (hasEnded()) {
            return;
        }
        switch (pace.message(bytes)) {
            case TAKEN -> take(message);
            case DROPPED -> tell(about(message, Failure.RATE_LIMITED));
            case TOO_FAST -> end(EndReason.TOO_FAST);
        }
    }

    /**
     * Counts what a client sends beside messages, such as pongs, in the pace of messages and bytes.
     *
     * @param bytes what it took on the wire
     */
    public void receiveControl(int bytes) {
        if (hasEnded()) {
            return;
        }
        switch (pace.message(bytes)) {
            case TAKEN -> {}
            case DROPPED -> tell(Failure.RATE_LIMITED);
            case TOO_FAST -> end(EndReason.TOO_FAST);
        }
    }

    /**
     * Counts a ping, which the container has answered already: in a pace of its own, for it may be read by another thread
     * than messages are. Called by one thread at a time.
     *
     * @param bytes what it took on the wire
     */
    public void receivePing(int bytes) {
        if (!hasEnded() && pingPace.message(bytes) == PeerRateLimiter.Verdict.TOO_FAST) {
            end(EndReason.TOO_FAST);
        }
    }

    /**
     * Ends this peer: the others are told that it left, and its connection is closed. The first ending counts.
     *
     * @param ending why
     * @return whether this is what ended it
     */
    public boolean end(EndReason ending) {
        Standing was = standing.getAndSet(Standing.ENDED);
        if (was == Standing.ENDED) {
            return false;
        }
        try {
            if (was == Standing.INSIDE && joined != null) {
                joined.apply(new RosterChange.Leave(id, ending));
            }
        } finally {
            rooms.endings().ended(this, ending);
            outbox.close(ending);
        }
        return true;
    }

    /** Ends this peer after a bug of ours: it is told that much, and closed with 1011. */
    public void fail() {
        try {
            tell(Failure.INTERNAL);
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
        return standing.compareAndSet(Standing.OUTSIDE, Standing.INSIDE);
    }

    /**
     * Ends this peer if it is in its room. The caller then closes the outbox, and calls {@link #leave}.
     *
     * @return whether it was in its room, and this is what ended it
     */
    boolean endInside() {
        return standing.compareAndSet(Standing.INSIDE, Standing.ENDED);
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

    /** Sends what was added to the outbox, or ends this peer if it was not taken, or the connection is gone. */
    void settle(boolean added) {
        if (!added) {
            end(EndReason.TOO_SLOW);
        } else if (!outbox.flush()) {
            end(EndReason.GONE);
        }
    }

    Map<String, JsonText> joinedFields() {
        return joinedFields;
    }

    boolean takesEvents() {
        return takesEvents;
    }

    private void take(ClientMessage message) {
        if (message instanceof ClientMessage.To to) {
            relay(to);
        } else if (message instanceof ClientMessage.Status status) {
            changeStatus(status);
        } else if (message instanceof ClientMessage.Join join) {
            join(join);
        } else if (message instanceof ClientMessage.Leave) {
            end(EndReason.LEFT);
        } else if (message instanceof ClientMessage.Ping) {
            tell(new ServerMessage.Pong());
        } else if (message instanceof ClientMessage.Renew renew) {
            renew(renew);
        } else if (message instanceof ClientMessage.Invalid invalid) {
            refuse(answerTo(invalid));
        }
    }

    private void join(ClientMessage.Join join) {
        if (standing.get() == Standing.OUTSIDE) {
            takesEvents = join.events();
            renews = join.renew() && extensions.renews();
            joinedFields = extensions.fields(id, join);
            LOG.log(Level.DEBUG, () -> this + " joins");
            JsonText status = permissions.contains(Permission.STATUS) ? join.status() : JsonText.EMPTY_OBJECT;
            switch (rooms.join(this, status)) {
                case FULL -> endWith(Failure.ROOM_FULL, EndReason.ROOM_FULL);
                case TOO_MANY_OF_ADDRESS -> endWith(Failure.TOO_MANY_OF_ADDRESS, EndReason.TOO_MANY);
                case TOO_MANY_OF_IDENTITY -> endWith(Failure.TOO_MANY_OF_IDENTITY, EndReason.TOO_MANY);
                case BANNED -> endWith(Failure.JOIN_FORBIDDEN, EndReason.REMOVED);
                case SETTLED, CLOSED -> {}
            }
            joinedFields = Map.of();
        } else {
            refuse(Failure.ALREADY_JOINED);
        }
    }

    private void endWith(Failure failure, EndReason ending) {
        tell(failure);
        end(ending);
    }

    private void renew(ClientMessage.Renew renew) {
        if (renews) {
            extensions.renew(id, renew.token(), this::tell);
        } else {
            refuse(Failure.UNKNOWN_TYPE);
        }
    }

    private void changeStatus(ClientMessage.Status status) {
        Room room = joined;
        if (room == null) {
            refuse(Failure.STATUS_NOT_JOINED);
        } else if (!permissions.contains(Permission.STATUS)) {
            tell(Failure.STATUS_FORBIDDEN);
        } else {
            rooms.changeStatus(room, new RosterChange.NewStatus(id, status.status()));
        }
    }

    private void relay(ClientMessage.To to) {
        Room room = joined;
        if (room == null) {
            refuse(about(to, Failure.TO_NOT_JOINED));
        } else if (!permissions.contains(Permission.SEND)) {
            tell(about(to, Failure.TO_FORBIDDEN));
        } else if (!room.relay(this, to.peer(), rooms.encode(new ServerMessage.From(id, to.event(), to.data())))) {
            tell(about(to, Failure.UNKNOWN_PEER));
        }
    }

    /** What came at the wrong time is told so, whatever else is wrong with it. */
    private Failure answerTo(ClientMessage.Invalid invalid) {
        boolean outside = joined == null;
        return switch (invalid.type()) {
            case "join" -> outside ? invalid.error() : Failure.ALREADY_JOINED;
            case "status" -> outside ? Failure.STATUS_NOT_JOINED : invalid.error();
            case "to" -> outside ? about(invalid, Failure.TO_NOT_JOINED) : invalid.error();
            case "renew" -> renews ? invalid.error() : Failure.UNKNOWN_TYPE;
            default -> invalid.error();
        };
    }

    /** The answer to a {@code to} names it, so that the client knows which one was refused. */
    private static Failure about(ClientMessage message, Failure failure) {
        if (message instanceof ClientMessage.To to) {
            return failure.about(to.peer(), to.event());
        } else if (message instanceof ClientMessage.Invalid invalid) {
            return failure.about(invalid.error().peer(), invalid.error().event());
        }
        return failure;
    }

    /** Answers a mistake of the client, up to some number of times. */
    private void refuse(Failure failure) {
        tell(failure);
        boolean isForgiven = failure.code() == ErrorCode.UNKNOWN_TYPE ? pace.unknownType() : pace.error();
        if (!isForgiven) {
            end(EndReason.TOO_MANY_ERRORS);
        }
    }

    /** Answers on the connection; an answer to a peer that has ended goes nowhere. */
    private void tell(ServerMessage answer) {
        if (!hasEnded()) {
            settle(outbox.add(rooms.encode(answer)));
        }
    }
}
