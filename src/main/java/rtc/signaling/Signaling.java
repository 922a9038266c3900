package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place where peers meet and exchange what they need to set up a call. {@link MucSignaling} is a room of a signaling
 * server.
 *
 * <p>Listeners are called one at a time and in order, on the threads that the package documentation describes. Every
 * method may be called by any thread.
 */
public interface Signaling extends AutoCloseable {

    /**
     * Connects and joins.
     *
     * @return completes when the local peer has joined, after {@link #onPeerJoined} was called for every peer in the
     *     room; otherwise fails with a {@link SignalingException}, in bounded time unless it reconnects. Further calls
     *     return the same result and do nothing else
     */
    CompletableFuture<Void> connect();

    /**
     * The id of the local peer, made by the server for each join.
     *
     * @return the id of the latest join
     * @throws IllegalStateException before joining, and if the server sent none
     */
    String id();

    /**
     * The other peers in the room, in the order in which they came.
     *
     * @return an unmodifiable snapshot; empty before joining and after the end
     */
    Collection<SignalingPeer> peers();

    /**
     * Finds a peer in the room.
     *
     * @param id the id of the peer
     * @return the peer, empty if it is not in the room
     */
    Optional<SignalingPeer> peer(String id);

    /**
     * Sets the status of the local peer, which replaces the one before. Before {@link #connect()} it is kept for the
     * join; afterwards it is sent, in order with what the same thread sends to peers.
     *
     * @param status a {@link jakarta.json.JsonObject}, or any object that JSON-B writes as one. It is read before this
     *     method returns
     * @throws IllegalArgumentException if it is not written as an object, or the server would refuse it
     */
    void setStatus(Object status);

    /**
     * Sends an event to every peer in the room.
     *
     * @param event the name of the event
     * @param data a {@link jakarta.json.JsonValue}, or any object that JSON-B writes; null is sent as JSON's null. It is
     *     read before this method returns
     * @return completes when all texts have been handed to the connection; fails if one is not sent, as
     *     {@link SignalingPeer#send(String, Object)} does
     * @throws IllegalArgumentException if JSON-B cannot write the data
     */
    @CanIgnoreReturnValue
    CompletableFuture<Void> sendToAll(String event, @Nullable Object data);

    /**
     * Adds a listener for peers: first for those who were there before, with {@link SignalingPeer#first()} false, then
     * for each who joins. Listeners that are added to the peer inside this call miss none of its events.
     *
     * @param listener is given the peer
     * @return removes the listener
     */
    Subscription onPeerJoined(Consumer<SignalingPeer> listener);

    /**
     * Adds a listener for the end. It is called once, whatever the reason: {@link #close()}, the server, a lost
     * connection, or a {@link #connect()} that failed. A listener that is added after the end is called too. Peers who
     * are in the room at the end are not reported as having left.
     *
     * @param listener is given the ending
     * @return removes the listener
     */
    Subscription onClosed(Consumer<Ending> listener);

    /**
     * Adds a listener for failures that do not end the connection: an error that the server reports after the join, a
     * payload that cannot be read or does not fit the type of a listener, a listener that throws. Without such a
     * listener they are logged.
     *
     * @param listener is given the failure
     * @return removes the listener
     */
    Subscription onError(Consumer<SignalingException> listener);

    /**
     * Leaves the room and closes the connection. Returns at once; {@link #onClosed} is called when it is done, and no
     * other listener is called any more. A {@link #connect()} that is under way fails. Does nothing the second time.
     */
    @Override
    void close();
}
