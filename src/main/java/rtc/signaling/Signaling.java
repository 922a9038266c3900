package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place where peers meet and exchange the messages that set up a call. {@link MucSignaling} implements it with a room
 * of a signaling server.
 *
 * <p>Listeners are called one at a time and in order, on the threads that the package documentation describes. Every
 * method may be called by any thread.
 */
public interface Signaling extends AutoCloseable {

    /**
     * Connects and joins.
     *
     * @return a future that completes when the local peer has joined and the listeners of {@link #onPeerJoined} have
     *     been called for every peer in the room. It fails with a {@link SignalingException} if the local peer cannot
     *     join, within a bounded time unless reconnecting is enabled. Further calls only return the same result
     */
    CompletableFuture<Void> connect();

    /**
     * The id of the local peer, which the server creates for each join.
     *
     * @return the id of the latest join
     * @throws IllegalStateException before joining, or if the server sent no id
     */
    String id();

    /**
     * The other peers in the room, in the order in which they joined.
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
     * Sets the status of the local peer, which replaces the previous status. A status set before {@link #connect()} is
     * sent with the join. A later status is sent in order with the messages that the same thread sends to peers.
     *
     * @param status a {@link jakarta.json.JsonObject}, or any object that JSON-B writes as a JSON object. The status is
     *     read before this method returns
     * @throws IllegalArgumentException if JSON-B does not write the status as an object, or the server would refuse the
     *     status
     */
    void setStatus(Object status);

    /**
     * Sends an event to every other peer in the room.
     *
     * @param event the name of the event
     * @param data a {@link jakarta.json.JsonValue}, or any object that JSON-B writes; null is sent as JSON's null. The
     *     data is read before this method returns
     * @return a future that completes when all texts have been passed to the connection, and fails as for
     *     {@link SignalingPeer#send(String, Object)} if any text is not sent
     * @throws IllegalArgumentException if JSON-B cannot write the data
     */
    @CanIgnoreReturnValue
    CompletableFuture<Void> sendToAll(String event, @Nullable Object data);

    /**
     * Adds a listener for peers. It is called first for each peer that was in the room before the local peer, with
     * {@link SignalingPeer#first()} false, and then for each peer that joins. Listeners that are added to the peer
     * during this call miss none of its events.
     *
     * @param listener receives the peer
     * @return the subscription, which removes the listener when closed
     */
    Subscription onPeerJoined(Consumer<SignalingPeer> listener);

    /**
     * Adds a listener for the end. It is called once, whether the cause is {@link #close()}, the server, a lost
     * connection or a failed {@link #connect()}. A listener that is added after the end is called too. Peers that are
     * in the room at the end are not reported as having left.
     *
     * @param listener receives the ending
     * @return the subscription, which removes the listener when closed
     */
    Subscription onClosed(Consumer<Ending> listener);

    /**
     * Adds a listener for failures that do not end the connection: an error that the server reports after the join, a
     * payload that cannot be read or does not fit the type of a listener, a listener that throws. If there is no such
     * listener, the failures are logged.
     *
     * @param listener receives the failure
     * @return the subscription, which removes the listener when closed
     */
    Subscription onError(Consumer<SignalingException> listener);

    /**
     * Leaves the room and closes the connection. Returns at once; {@link #onClosed} is called when the connection is
     * closed, and no other listener is called any more. Only if a listener that is still running throws, its failure
     * is reported to {@link #onError} as usual. A {@link #connect()} in progress fails. Further calls do nothing.
     */
    @Override
    void close();
}
