package rtc.muc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.MessageCodec;
import rtc.muc.protocol.ServerMessage.ServerEvent;
import rtc.muc.room.Outbox;
import rtc.muc.room.Peer;
import rtc.muc.room.PeerIdentity;
import rtc.muc.room.Permission;
import rtc.muc.room.RoomName;
import rtc.muc.room.Rooms;

/**
 * The rooms of this application, for injection. What it tells are snapshots: they do not change, and what they show may
 * have changed since. Any thread may call any method; none blocks on a network or on a peer.
 *
 * <p>A room is there while a peer is in it. Room names are given decoded; every method that takes one throws
 * {@link IllegalArgumentException} for a name that is not valid (see {@link RoomName}).
 */
@ApplicationScoped
public class RoomManager {

    private final Rooms rooms;
    private final MessageCodec codec;

    /** For the container, which needs it to make a proxy. */
    @SuppressWarnings("NullAway")
    protected RoomManager() {
        this(null, null);
    }

    /** Made by the container. */
    @Inject
    public RoomManager(Rooms rooms, MessageCodec codec) {
        this.rooms = rooms;
        this.codec = codec;
    }

    /** {@return the rooms that are occupied now, in no order} */
    public List<RoomSnapshot> rooms() {
        return rooms.names().stream()
                .map(this::snapshot)
                .filter(room -> !room.peers().isEmpty())
                .toList();
    }

    /** {@return a room, empty when nobody is in it} */
    public Optional<RoomSnapshot> room(String name) {
        return Optional.of(snapshot(new RoomName(name)))
                .filter(room -> !room.peers().isEmpty());
    }

    /**
     * Sends an event of the application to one peer. It arrives as an {@code event} message, which only clients get
     * that asked for it when they joined: this project's do, rtc-lib's does not.
     *
     * @param data a {@code JsonValue}, null for JSON's {@code null}, or anything that JSON-B writes
     * @return whether the event is on its way: the peer is in the room and takes events
     * @throws IllegalArgumentException if the event's name is empty, too long or reserved
     * @throws jakarta.json.bind.JsonbException if JSON-B cannot write the data
     */
    public boolean send(String room, String peer, String event, @Nullable Object data) {
        return rooms.tell(new RoomName(room), peer, event(event, data));
    }

    /**
     * Sends an event of the application to all peers of a room that take events. Otherwise like {@link #send}.
     *
     * @return how many peers it is on its way to
     */
    public int sendToAll(String room, String event, @Nullable Object data) {
        return rooms.tellAll(new RoomName(room), event(event, data));
    }

    /**
     * Ends a peer: the others are told that it left, what waits for it is still sent, and its connection is closed with
     * 4403, after which clients do not come back by themselves.
     *
     * @return whether the peer was in the room, and this is what ended it
     */
    public boolean end(String room, String peer) {
        return rooms.end(new RoomName(room), peer, Ending.REMOVED);
    }

    /**
     * Ends all peers of one identity, in all rooms. Otherwise like {@link #end(String, String)}. Somebody who does not
     * keep to the close code can come back: {@link #ban} prevents that.
     *
     * @param identity the name of the container's principal, or else the subject of the room token, as in
     *     {@link PeerSnapshot#principal}
     * @return how many peers this ended
     * @throws IllegalArgumentException if the identity is empty
     */
    public int end(String identity) {
        return rooms.end(checked(identity), Ending.REMOVED);
    }

    /**
     * Keeps an identity out of all rooms for a while. Its peers are ended at once, like by {@link #end(String)}; new
     * handshakes are answered with 403. A later ban of the same identity takes the place of this one.
     *
     * <p>Bans hold on this server until it or the application is restarted. At most {@value Rooms#MOST_BANS} hold at one
     * time: one more lifts the ban that ends first, and the log says so.
     *
     * @param identity as in {@link #end(String)}
     * @param duration how long from now
     * @return how many peers this ended
     * @throws IllegalArgumentException if the identity is empty or the duration is not positive
     */
    public int ban(String identity, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("A ban must last longer than " + duration);
        }
        return rooms.ban(checked(identity), duration);
    }

    /**
     * Lifts a ban.
     *
     * @return whether the identity was banned
     */
    public boolean unban(String identity) {
        return rooms.unban(identity);
    }

    /**
     * Attaches a connection of any kind: the result takes the client's messages and must be told when the connection is
     * gone, by {@link Peer#end} with {@link Ending#GONE}. Nothing is joined before the client says so. For a WebSocket
     * session {@link rtc.muc.websocket.PeerSessions} does that, keeps to what it was admitted to, and looks after the
     * session besides.
     *
     * @param room the room that the connection is for; {@link RoomName#ofPath} reads it from a raw path
     * @param outbox what leads to the client
     */
    public Peer attach(RoomName room, Outbox outbox) {
        return rooms.attach(room, outbox);
    }

    /**
     * Attaches a connection whose peer may not do everything. Otherwise like {@link #attach(RoomName, Outbox)}. Nothing
     * is known of its identity, so the limits of one address or identity do not apply to it.
     *
     * @param permissions what it may do
     */
    public Peer attach(RoomName room, Set<Permission> permissions, Outbox outbox) {
        return rooms.attach(room, permissions, outbox);
    }

    /**
     * Attaches a connection of somebody whose identity is known. Otherwise like
     * {@link #attach(RoomName, Set, Outbox)}.
     *
     * @param identity counts for the limits of one address and of one identity, and can be banned
     */
    public Peer attach(RoomName room, PeerIdentity identity, Set<Permission> permissions, Outbox outbox) {
        return rooms.attach(room, identity, permissions, outbox);
    }

    private static String checked(String identity) {
        if (identity.isEmpty()) {
            throw new IllegalArgumentException("The identity is empty");
        }
        return identity;
    }

    private RoomSnapshot snapshot(RoomName name) {
        List<PeerSnapshot> peers = rooms.peers(name).stream()
                .map(peer -> PeerSnapshot.of(peer, codec))
                .toList();
        return new RoomSnapshot(name.value(), peers);
    }

    private ServerEvent event(String name, @Nullable Object data) {
        String problem = name.isEmpty() ? "Event name is empty" : codec.problemOfEvent(name);
        if (problem != null) {
            throw new IllegalArgumentException(problem + ": " + name);
        }
        return new ServerEvent(name, codec.json(data));
    }
}
