package rtc.muc.internal.room;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * All rooms of this node, by name. A room comes with its first peer and goes with its last, without trace. For any
 * number of threads; no method blocks.
 */
public final class Rooms {

    /** How many principals may be banned at one time; beyond it the ban that ends first is lifted. */
    public static final int MOST_BANS = 10_000;

    private static final Set<Permission> EVERYTHING = Set.of(Permission.values());

    private final MessageEncoder encoding;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final RoomLimits limits;
    private final RoomListener listener;
    private final RoomPublisher publisher;
    private final Bans bans;
    private final JoinPolicy entrance;
    private final EndReasonLog endings;
    private final ConcurrentMap<RoomName, Room> rooms = new ConcurrentHashMap<>();

    /** The rooms in which statuses wait for their time. */
    private final Set<Room> delaying = ConcurrentHashMap.newKeySet();

    /** Why every peer that joins is ended at once; null while rooms are open. */
    private volatile @Nullable EndReason closed;

    /**
     * Makes an empty set of rooms.
     *
     * @param encoding writes the messages
     * @param ids makes the peers' ids: unique, not to be guessed, of characters that JSON does not escape
     * @param clock tells when peers join
     * @param nanos the clock of the limits, in nanoseconds of any origin
     * @param limits of each room, and of each peer
     * @param listener is told who joins and leaves
     */
    public Rooms(
            MessageEncoder encoding,
            Supplier<String> ids,
            InstantSource clock,
            LongSupplier nanos,
            RoomLimits limits,
            RoomListener listener) {
        this(encoding, ids, clock, nanos, limits, listener, RoomPublisher.NONE);
    }

    /**
     * Makes an empty set of rooms that other nodes share.
     *
     * @param publisher is told what becomes of this node's peers
     */
    public Rooms(
            MessageEncoder encoding,
            Supplier<String> ids,
            InstantSource clock,
            LongSupplier nanos,
            RoomLimits limits,
            RoomListener listener,
            RoomPublisher publisher) {
        this.encoding = encoding;
        this.ids = ids;
        this.clock = clock;
        this.nanos = nanos;
        this.limits = limits;
        this.listener = listener;
        this.publisher = publisher;
        this.bans = new Bans(MOST_BANS, nanos);
        this.entrance = new JoinPolicy(limits, bans);
        this.endings = new EndReasonLog(nanos);
    }

    /**
     * Makes the peer of a new connection. It joins nothing and creates no room before its client says {@code join}.
     *
     * @param name the room that the connection is for
     * @param identity who is at its other end
     * @param permissions what the peer may do
     * @param outbox what leads to the client
     */
    public Peer attach(RoomName name, PeerIdentity identity, Set<Permission> permissions, Outbox outbox) {
        return new Peer(
                ids.get(),
                name,
                identity,
                permissions,
                outbox,
                this,
                new PeerRateLimiter(limits, nanos),
                new PeerRateLimiter(limits, nanos));
    }

    /** Makes the peer of a new connection of which nothing is known. */
    public Peer attach(RoomName name, Set<Permission> permissions, Outbox outbox) {
        return attach(name, PeerIdentity.UNKNOWN, permissions, outbox);
    }

    /** Makes the peer of a new connection, which may do everything. */
    public Peer attach(RoomName name, Outbox outbox) {
        return attach(name, EVERYTHING, outbox);
    }

    /** Tells the log how many peers ended of which it said nothing. To be called every second or so, by one thread. */
    public void sweepLog() {
        endings.sweep();
    }

    EndReasonLog endings() {
        return endings;
    }

    /** {@return the names of the rooms that exist now} */
    public List<RoomName> names() {
        return List.copyOf(rooms.keySet());
    }

    /** {@return these rooms as links to other nodes use them} */
    public SharedRooms shared() {
        return new RoomsOverNodes(this);
    }

    /** {@return who is in a room now, in join order; empty when there is no such room} */
    public List<RosterEntry> peers(RoomName name) {
        return ask(name, Room::entries, List.of());
    }

    /**
     * Sends an event of the application to one peer.
     *
     * @return whether it is in the peer's outbox: the peer is in the room and takes such events
     */
    public boolean send(RoomName name, String peerId, ServerMessage.ServerEvent event) {
        String text = encode(event);
        return ask(name, room -> room.sendTo(peerId, text), false);
    }

    /**
     * Sends an event of the application to all peers of a room that take such events.
     *
     * @return how many have it in their outboxes
     */
    public int sendToAll(RoomName name, ServerMessage.ServerEvent event) {
        String text = encode(event);
        return ask(name, room -> room.sendToAll(text), 0);
    }

    /**
     * Ends a peer.
     *
     * @return whether it was there, and this is what ended it
     */
    public boolean end(RoomName name, String peerId, EndReason ending) {
        Room room = rooms.get(name);
        Peer peer = room == null ? null : room.peer(peerId);
        return peer != null && peer.end(ending);
    }

    /**
     * Ends all peers of a principal, in all rooms.
     *
     * @return how many this ended
     */
    public int end(String principal, EndReason ending) {
        return (int) rooms.values().stream()
                .flatMap(room -> room.peersOf(principal).stream())
                .filter(peer -> peer.end(ending))
                .count();
    }

    /**
     * Keeps a principal out of all rooms for a while, and ends its peers with {@link EndReason#REMOVED}. A peer that joins
     * at the same moment either finds the ban or is found here: it looks for the ban under the lock of its room.
     *
     * @return how many peers this ended
     */
    public int ban(String principal, Duration duration) {
        bans.add(principal, duration);
        return end(principal, EndReason.REMOVED);
    }

    /** Lifts a ban; tells whether there was one. */
    public boolean unban(String principal) {
        return bans.remove(principal);
    }

    /** {@return whether a principal is banned now} */
    public boolean isBanned(String principal) {
        return bans.contains(principal);
    }

    /**
     * Announces the statuses that came faster than they may be announced, as far as the pace allows by now. To be called
     * several times a second.
     */
    public void announceDelayed() {
        for (Room room : List.copyOf(delaying)) {
            delaying.remove(room);
            if (room.announceDelayed()) {
                delaying.add(room);
            }
        }
    }

    /** Takes the new status of a peer of a room, to be announced now or a little later. */
    void changeStatus(Room room, RosterChange.NewStatus change) {
        if (room.changeStatus(change)) {
            delaying.add(room);
        }
    }

    /**
     * Ends all peers, and from now on each peer that joins. All outboxes are closed before the first peer leaves, so that
     * nobody is told of those who leave with it; the listener is told of each.
     */
    public void close(EndReason why) {
        closed = why;
        List<Peer> ended = rooms.values().stream()
                .flatMap(room -> room.peers().stream())
                .filter(Peer::endInside)
                .toList();
        ended.forEach(peer -> peer.outbox().close(why));
        ended.forEach(peer -> peer.leave(why));
    }

    /** Lets a peer into its room, if that may be; the answer is not that a room is closed. */
    JoinAnswer join(Peer peer, JsonText status) {
        return endedByClose(peer) ? JoinAnswer.SETTLED : enter(peer, status);
    }

    private boolean endedByClose(Peer peer) {
        EndReason ending = closed;
        return ending != null && peer.end(ending);
    }

    private JoinAnswer enter(Peer peer, JsonText status) {
        RosterChange.Join join = new RosterChange.Join(peer.id(), status, clock.instant(), peer.identity());
        String announcement = encode(join.announcement());
        Room room = open(peer.room());
        JoinAnswer answer = room.join(peer, join, announcement);
        while (answer == JoinAnswer.CLOSED) {
            room = openInsteadOf(room, peer.room());
            answer = room.join(peer, join, announcement);
        }
        var unused = endedByClose(peer);
        return answer;
    }

    /** {@return the room of that name, null if there is none} */
    @Nullable
    Room find(RoomName name) {
        return rooms.get(name);
    }

    /** {@return the room of that name, which is made if need be} */
    Room open(RoomName name) {
        return rooms.computeIfAbsent(name, this::newRoom);
    }

    /** {@return the room that takes the place of a closed one} */
    Room openInsteadOf(Room closedRoom, RoomName name) {
        rooms.remove(name, closedRoom);
        return open(name);
    }

    String encode(ServerMessage message) {
        return encoding.encode(message);
    }

    private Room newRoom(RoomName name) {
        return new Room(
                name,
                encoding,
                entrance,
                limits.statuses(),
                nanos,
                listener,
                publisher,
                room -> rooms.remove(name, room));
    }

    private <T> T ask(RoomName name, Function<Room, T> question, T without) {
        Room room = rooms.get(name);
        return room == null ? without : question.apply(room);
    }
}
