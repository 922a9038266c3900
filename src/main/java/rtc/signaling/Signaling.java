package rtc.signaling;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A place where peers meet and tell each other what they need to set up a call. {@link MucSignaling} is the room of a
 * signaling server.
 *
 * <p>Listeners are called one at a time and in order; the package documentation says on which threads. Every method may
 * be called from any thread.
 */
public interface Signaling extends AutoCloseable {

    /**
     * Connects and joins.
     *
     * @return completes when the local peer has joined, after {@link #onPeerJoined} has been told of everybody who was
     *     there; fails with a {@link SignalingException} that says why not, in bounded time unless it was to go on
     *     trying. Called again it returns the same result and does nothing more
     */
    CompletableFuture<Void> connect();

    /**
     * The id of the local peer, made by the server: another one for each connection.
     *
     * @return the id, the latest if there was more than one
     * @throws IllegalStateException before joining, and if the server told none
     */
    String id();

    /**
     * The others who are there now, in the order in which they came.
     *
     * @return an unmodifiable snapshot; empty before joining and after the end
     */
    Collection<SignalingPeer> peers();

    /**
     * Sets what the others see of the local peer, as a whole. Before {@link #connect()} it is kept for the join;
     * afterwards it is sent, in order with what is sent to peers from the same thread.
     *
     * @param status a {@link jakarta.json.JsonObject}, or whatever JSON-B writes as an object; read before this returns
     * @throws IllegalArgumentException if it is no object or JSON-B cannot write it
     */
    void setStatus(Object status);

    /**
     * Adds a listener for peers: first those who were there before, with {@link SignalingPeer#first()} false, then each
     * who joins. No event of the peer is lost to a listener that is added to it inside of the call.
     *
     * @param listener is given the peer
     * @return removes the listener
     */
    Subscription onPeerJoined(Consumer<SignalingPeer> listener);

    /**
     * Adds a listener for the end. It is called once, whatever ended it: {@link #close()}, the server, a broken
     * connection, or a {@link #connect()} that failed. One that is added after the end is called all the same. Peers
     * who are there at the end are not told as having left.
     *
     * @param listener is given how it ended
     * @return removes the listener
     */
    Subscription onClosed(Consumer<Ending> listener);

    /**
     * Adds a listener for what goes wrong without ending anything: an error that the server reports after the join, a
     * payload that does not fit the type a listener asked for, a listener that throws. Without such a listener these
     * are logged.
     *
     * @param listener is given what went wrong
     * @return removes the listener
     */
    Subscription onError(Consumer<SignalingException> listener);

    /**
     * Leaves and closes the connection. Returns at once; {@link #onClosed} tells when it is done. No other listener is
     * called any more. A {@link #connect()} that is under way fails. Does nothing the second time.
     */
    @Override
    void close();
}
