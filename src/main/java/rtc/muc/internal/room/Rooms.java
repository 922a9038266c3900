package rtc.muc.internal.room;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * All rooms of this node, by name. A room is created for its first peer and removed with its last one. Thread-safe; no
 * method blocks.
 */
public final class Rooms {

    /** The maximum number of bans at one time; beyond it, the ban that ends first is lifted. */
    public static final int MOST_BANS = 10_000;

    private static final Set<Permission> EVERYTHING = Set.of(Permission.values());

    private final Supplier<String> ids;
    private final InstantSource clock;
    private final RoomLimits limits;
    private final RoomContext context;
    private final PeerControl control;
    private final EndReasonLog endings;
    private final RoomCounts counts = new RoomCounts();
    private final ConcurrentMap<RoomName, Room> rooms = new ConcurrentHashMap<>();

    /** The rooms in which statuses wait to be announced. */
    private final Set<Room> delaying = ConcurrentHashMap.newKeySet();

    /** The reason with which every joining peer is ended; null before {@link #close} is called. */
    private volatile @Nullable EndReason closed;

    /**
     * Makes an empty set of rooms.
     *
     * @param encoding encodes the messages
     * @param ids makes the peers' ids, which are unique, cannot be guessed, and contain only characters that JSON does
     *     not escape
     * @param clock provides the time at which a peer joins
     * @param nanos the clock of the limits, in nanoseconds of any origin
     * @param limits the limits of each room, and of each peer
     * @param listener called for each peer of this node that joins or leaves
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
     * Makes an empty set of rooms that are shared with other nodes.
     *
     * @param publisher publishes the changes of this node's peers
     */
    public Rooms(
            MessageEncoder encoding,
            Supplier<String> ids,
            InstantSource clock,
            LongSupplier nanos,
            RoomLimits limits,
            RoomListener listener,
            RoomPublisher publisher) {
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
        Bans bans = new Bans(MOST_BANS, nanos, ids);
        this.context =
                new RoomContext(encoding, new JoinPolicy(limits, bans), limits.statuses(), nanos, listener, publisher);
        this.control = new PeerControl(this, bans, publisher, nanos);
        this.endings = new EndReasonLog(nanos);
    }

    /**
     * Makes the peer of a new connection. It joins no room, and creates none, before its client sends {@code join}.
     *
     * @param name the room that the connection is for
     * @param identity the client's identity
     * @param permissions the peer's permissions
     * @param outbox the outbox in front of the connection
     */
    public Peer attach(RoomName name, PeerIdentity identity, Set<Permission> permissions, Outbox outbox) {
        return new Peer(
                ids.get(),
                name,
                identity,
                permissions,
                outbox,
                this,
                new PeerRateLimiter(limits, context.nanos()),
                new PeerRateLimiter(limits, context.nanos()));
    }

    /** Makes the peer of a new connection whose client is unknown. */
    public Peer attach(RoomName name, Set<Permission> permissions, Outbox outbox) {
        return attach(name, PeerIdentity.UNKNOWN, permissions, outbox);
    }

    /** Makes the peer of a new connection whose client is unknown, with all permissions. */
    public Peer attach(RoomName name, Outbox outbox) {
        return attach(name, EVERYTHING, outbox);
    }

    /** Logs how many endings were omitted from the log. Called about every second, by one thread. */
    public void sweepLog() {
        endings.sweep();
    }

    EndReasonLog endings() {
        return endings;
    }

    /** {@return the counters of the events in these rooms} */
    public RoomCounts counts() {
        return counts;
    }

    /** {@return how many rooms exist now} */
    public int size() {
        return rooms.size();
    }

    /** {@return how many peers of this node are in rooms now} */
    public int localPeers() {
        return rooms.values().stream().mapToInt(room -> room.peers().size()).sum();
    }

    /** {@return how many peers of other nodes are in rooms now} */
    public int remotePeers() {
        return rooms.values().stream()
                .mapToInt(room -> room.remotePeers().size())
                .sum();
    }

    /** {@return the names of the rooms that exist now} */
    public List<RoomName> names() {
        return List.copyOf(rooms.keySet());
    }

    /** {@return the view of these rooms for the links to other nodes} */
    public SharedRooms shared() {
        return new RoomsOverNodes(this);
    }

    /** {@return the peers that are in a room now, on all nodes, in join order; empty if there is no such room} */
    public List<RosterEntry> peers(RoomName name) {
        Room room = rooms.get(name);
        return room == null ? List.of() : room.entries();
    }

    /** {@return the operations of applications on peers} */
    public PeerControl control() {
        return control;
    }

    /**
     * Announces as many of the statuses that were held back by the rate limits as the rate allows now. Called several
     * times a second.
     */
    public void announceDelayed() {
        for (Room room : List.copyOf(delaying)) {
            delaying.remove(room);
            if (room.announceDelayed()) {
                delaying.add(room);
            }
        }
    }

    /** Announces the new status of a peer of a room, now or, if the rate does not allow it, a little later. */
    void changeStatus(Room room, RosterChange.NewStatus change) {
        if (room.changeStatus(change)) {
            delaying.add(room);
        }
    }

    /**
     * Ends all peers of this node that are in rooms, and every peer that joins later. Closes all their outboxes before
     * the first peer leaves, so that no client is notified that the other peers leave; the listener is called for each
     * leave.
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

    /** Adds a peer to its room, if it may join. Never returns {@link JoinAnswer#CLOSED}. */
    JoinAnswer join(Peer peer, JsonText status) {
        return endedByClose(peer) ? JoinAnswer.SETTLED : enter(peer, status);
    }

    private boolean endedByClose(Peer peer) {
        EndReason ending = closed;
        return ending != null && peer.end(ending);
    }

    private JoinAnswer enter(Peer peer, JsonText status) {
        RosterChange.Join join = new RosterChange.Join(new RosterEntry(
                peer.id(),
                status,
                clock.instant(),
                peer.identity(),
                context.publisher().node()));
        String announcement = encode(join.announcement());
        Room room = open(peer.room());
        JoinAnswer answer = room.join(peer, join, announcement);
        while (answer == JoinAnswer.CLOSED) {
            room = openInsteadOf(room, peer.room());
            answer = room.join(peer, join, announcement);
        }
        if (answer == JoinAnswer.SETTLED) {
            counts.countJoin();
        }
        var unused = endedByClose(peer);
        return answer;
    }

    /** {@return the room with this name; null if there is none} */
    @Nullable
    Room find(RoomName name) {
        return rooms.get(name);
    }

    /** {@return the room with this name, which is created if it does not exist} */
    Room open(RoomName name) {
        return rooms.computeIfAbsent(name, this::newRoom);
    }

    /** {@return the room that replaces a closed one} */
    Room openInsteadOf(Room closedRoom, RoomName name) {
        rooms.remove(name, closedRoom);
        return open(name);
    }

    String encode(ServerMessage message) {
        return context.encoding().encode(message);
    }

    private Room newRoom(RoomName name) {
        return new Room(name, context, room -> rooms.remove(name, room));
    }

    /** {@return the rooms that exist now} */
    Collection<Room> all() {
        return rooms.values();
    }
}
