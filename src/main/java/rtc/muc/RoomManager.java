package rtc.muc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of this application, for injection. It returns snapshots, which do not change; the rooms may have changed
 * since. Any thread may call any method; no method blocks on a network or on a peer.
 *
 * <p>A room exists while a peer is in it. Room names are given decoded; every method that takes one throws
 * {@link IllegalArgumentException} for an invalid name (see {@link RoomName}).
 *
 * <p>In a cluster the rooms are those of all nodes, as this node knows them. Peers of other nodes are reached by a
 * request to their node, which carries it out a little later, in order with this node's other messages. If the two
 * nodes lose each other first, the request may be lost; the peer then leaves the room as this node sees it. So for a
 * peer of another node, {@code true} or being counted in a returned number means that its node was asked. No method
 * waits for other nodes.
 */
public interface RoomManager {

    /** {@return the rooms that are occupied now, in no particular order} */
    List<RoomSnapshot> rooms();

    /** {@return a room; empty if nobody is in it} */
    Optional<RoomSnapshot> room(String name);

    /**
     * Sends an event of the application to one peer. It arrives as an {@code event} message, which only clients receive
     * that asked for it when they joined: this project's clients do, rtc-lib does not.
     *
     * @param peer its id, as {@link PeerSnapshot#id} shows it, or as its own client knows it
     * @param data a {@code JsonValue}, null for JSON's {@code null}, or anything that JSON-B writes
     * @return whether the event is on its way: the peer is in the room and takes events
     * @throws IllegalArgumentException if the event's name is empty, too long or reserved
     * @throws jakarta.json.bind.JsonbException if JSON-B cannot write the data
     */
    boolean send(String room, String peer, String event, @Nullable Object data);

    /**
     * Sends an event of the application to all peers of a room that take events, on all nodes. Otherwise like {@link #send}.
     *
     * @return the number of peers that the event is on its way to
     */
    int sendToAll(String room, String event, @Nullable Object data);

    /**
     * Ends a peer: the others are notified that it left, messages that wait for it are still sent, and its connection
     * is closed with 4403, after which clients do not reconnect.
     *
     * @param peer as in {@link #send}
     * @return whether the peer was in the room and this call ended it; for a peer of another node, whether its node is
     *     asked to end it
     */
    boolean end(String room, String peer);

    /**
     * Ends all peers of one identity, in all rooms and on all nodes. Otherwise like {@link #end(String, String)}.
     * A client that ignores the close code can come back; {@link #ban} prevents that.
     *
     * @param identity the name of the container's principal, or else the subject of the room token, as in
     *     {@link PeerSnapshot#principal}
     * @return the number of peers that this call ended, with those that other nodes are asked to end
     * @throws IllegalArgumentException if the identity is empty
     */
    int end(String identity);

    /**
     * Keeps an identity out of all rooms for a while. Its peers are ended at once, as by {@link #end(String)}; new
     * handshakes are answered with 403. A later ban of the same identity replaces this one.
     *
     * <p>In a cluster a ban holds on all nodes, also on one that joins later, for the time that is left of it. If two
     * nodes ban or unban an identity before they hear of each other, the same decision applies on all nodes in the end.
     *
     * <p>A ban ends when this server or the application is restarted, in a cluster with the last node. At most 10,000 bans
     * exist at one time: a further one lifts the ban that would end first, which is logged.
     *
     * @param identity as in {@link #end(String)}
     * @param duration how long, from now
     * @return as {@link #end(String)}
     * @throws IllegalArgumentException if the identity is empty or the duration is not positive
     */
    int ban(String identity, Duration duration);

    /**
     * Lifts a ban on all nodes. A node that is not connected now lifts it when it connects.
     *
     * @return whether the identity was banned, as this node knows it
     */
    boolean unban(String identity);
}
