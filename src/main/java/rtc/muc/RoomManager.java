package rtc.muc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of this application. Applications inject this bean. Its methods return snapshots, which do not change; the
 * rooms may have changed since. Any thread may call any method; no method blocks on a network or on a peer.
 *
 * <p>A room exists while a peer is in it. Room names are passed decoded; every method with a room name as parameter
 * throws {@link IllegalArgumentException} if it is invalid (see {@link RoomName}).
 *
 * <p>In a cluster, the rooms contain the peers of all nodes, as far as this node knows them. An operation on a peer of
 * another node is sent to that node as a request. The other node carries it out a little later, in order with this
 * node's other messages. If the connection between the two nodes is lost first, the request may be lost; the peer then
 * leaves the room as far as this node knows. For peers of other nodes, the result therefore only states that their nodes
 * were asked. No method waits for other nodes.
 */
public interface RoomManager {

    /** {@return the rooms that are occupied now, in no particular order} */
    List<RoomSnapshot> rooms();

    /** {@return a room; empty if it has no peers} */
    Optional<RoomSnapshot> room(String name);

    /**
     * Sends an event of the application to one peer. The event is sent as an {@code event} message, but only to clients
     * that asked for such messages when they joined: this project's clients do, rtc-lib does not.
     *
     * @param peer the peer's id, as in {@link PeerSnapshot#id} or as the peer's own client knows it
     * @param data a {@code JsonValue}, null for JSON's {@code null}, or any object that JSON-B can serialize
     * @return whether the event is being sent, because the peer is in the room and accepts events
     * @throws IllegalArgumentException if the event's name is empty, too long or reserved
     * @throws jakarta.json.bind.JsonbException if JSON-B cannot serialize the data
     */
    boolean send(String room, String peer, String event, @Nullable Object data);

    /**
     * Sends an event of the application to all peers of a room that accept events, on all nodes. Otherwise, this method
     * is like {@link #send}.
     *
     * @return the number of peers to which the event is being sent
     */
    int sendToAll(String room, String event, @Nullable Object data);

    /**
     * Removes a peer from its room: the other peers are notified that it left, messages in its outbox are still sent,
     * and its connection is closed with 4403, after which clients do not reconnect.
     *
     * @param peer the peer's id, as in {@link #send}
     * @return whether the peer was in the room and was removed by this call; for a peer of another node, whether its
     *     node was asked to remove it
     */
    boolean end(String room, String peer);

    /**
     * Removes all peers of one identity from all rooms, on all nodes. Otherwise, this method is like
     * {@link #end(String, String)}. A client that ignores the close code can join again; {@link #ban} prevents that.
     *
     * @param identity the name of the principal that the container has authenticated, or else the subject of the room
     *     token, as in {@link PeerSnapshot#principal}
     * @return the number of peers that this call removed, including those that other nodes were asked to remove
     * @throws IllegalArgumentException if the identity is empty or longer than 65,536 characters
     */
    int end(String identity);

    /**
     * Bans an identity from all rooms for a limited time. Its peers are removed at once, as by {@link #end(String)};
     * its new handshakes are answered with 403. A later ban of the same identity replaces this one.
     *
     * <p>In a cluster, a ban applies on all nodes and, for its remaining time, on nodes that join later. If two nodes
     * ban or unban an identity before each has received the decision of the other, all nodes eventually apply the same
     * one of the two decisions.
     *
     * <p>Bans are not stored: they end when the server or the application restarts or, in a cluster, when its last node
     * stops. At most 10,000 bans exist at one time: an additional ban lifts the one that would end first, which is
     * logged.
     *
     * @param identity as in {@link #end(String)}
     * @param duration the duration of the ban, from now
     * @return the number of removed peers, as in {@link #end(String)}
     * @throws IllegalArgumentException if the identity is empty or longer than 65,536 characters, or the duration is not
     *     positive
     */
    int ban(String identity, Duration duration);

    /**
     * Lifts a ban on all nodes. A node that is not connected now lifts the ban when it connects.
     *
     * @return whether the identity was banned, as far as this node knows
     */
    boolean unban(String identity);
}
