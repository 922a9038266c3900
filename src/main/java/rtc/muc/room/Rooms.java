package rtc.muc.room;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.JsonText;
import rtc.muc.protocol.ServerMessage;

/**
 * All rooms of this node, by name. A room comes with its first peer and goes with its last, without trace. For any
 * number of threads; no method blocks.
 */
public final class Rooms {

    /**
     * A peer as it was at one moment.
     *
     * @param id its id
     * @param status its status, a JSON object
     * @param joinedAt when it joined
     */
    public record Snapshot(String id, JsonText status, Instant joinedAt) {}

    private final Encoding encoding;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final ConcurrentMap<RoomName, Room> rooms = new ConcurrentHashMap<>();

    /**
     * Makes an empty set of rooms.
     *
     * @param encoding writes the messages
     * @param ids makes the peers' ids: unique, not to be guessed, of characters that JSON does not escape
     * @param clock tells when peers join
     */
    public Rooms(Encoding encoding, Supplier<String> ids, InstantSource clock) {
        this.encoding = encoding;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Makes the peer of a new connection. It joins nothing and creates no room before its client says {@code join}.
     *
     * @param name the room that the connection is for
     * @param outbox what leads to the client
     */
    public Peer attach(RoomName name, Outbox outbox) {
        return new Peer(ids.get(), name, outbox, this);
    }

    /** {@return the names of the rooms that exist now} */
    public List<RoomName> names() {
        return List.copyOf(rooms.keySet());
    }

    /** {@return who is in a room now, in join order; empty when there is no such room} */
    public List<Snapshot> peers(RoomName name) {
        return ask(name, Room::entries, List.<Roster.Entry>of()).stream()
                .map(entry -> new Snapshot(entry.id(), entry.status(), entry.joinedAt()))
                .toList();
    }

    /**
     * Sends a message of the application to those peers of a room that take such messages and pass the test.
     *
     * @param to gets the id of a peer; called under the room's lock
     * @return how many peers have it in their outboxes
     */
    public int tell(RoomName name, ServerMessage.ServerEvent event, Predicate<String> to) {
        String text = encode(event);
        return ask(name, room -> room.tell(text, peer -> peer.takesEvents() && to.test(peer.id())), 0);
    }

    /**
     * Ends a peer.
     *
     * @return whether it was there
     */
    public boolean end(RoomName name, String peerId, Ending ending) {
        Room room = rooms.get(name);
        Peer peer = room == null ? null : room.peer(peerId);
        if (peer == null) {
            return false;
        }
        peer.end(ending);
        return true;
    }

    void join(Peer peer, JsonText status) {
        Change.Join join = new Change.Join(peer.id(), status, clock.instant());
        Room room = rooms.computeIfAbsent(peer.room(), this::newRoom);
        while (!room.join(peer, join)) {
            rooms.remove(peer.room(), room);
            room = rooms.computeIfAbsent(peer.room(), this::newRoom);
        }
    }

    String encode(ServerMessage message) {
        return encoding.encode(message);
    }

    private Room newRoom(RoomName name) {
        return new Room(encoding, room -> rooms.remove(name, room));
    }

    private <T> T ask(RoomName name, Function<Room, T> question, T without) {
        Room room = rooms.get(name);
        return room == null ? without : question.apply(room);
    }
}
