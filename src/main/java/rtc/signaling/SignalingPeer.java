package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another peer, as the local one sees it. Its listeners are called in order with those of the {@link Signaling} that it
 * belongs to, never two at once. Every method may be called from any thread.
 */
public interface SignalingPeer {

    /**
     * The id of the peer.
     *
     * @return the id, made by the server and never used again
     */
    String id();

    /**
     * What the peer shows the others.
     *
     * @return the latest that was heard; empty if the peer set none
     */
    JsonObject status();

    /**
     * Whether the local peer was there before this one. Of two peers exactly one sees the other so; it makes the offer.
     *
     * @return true if the peer came later
     */
    boolean first();

    /**
     * Sends the peer an event.
     *
     * @param event the name of the event
     * @param data a {@link JsonValue}, or whatever JSON-B writes; null is sent as JSON's null. Read before this returns
     * @return completes when the text has been handed to the connection; fails with a {@link SignalingException} when
     *     it will not be sent
     * @throws IllegalArgumentException if JSON-B cannot write the data
     */
    @CanIgnoreReturnValue
    CompletableFuture<Void> send(String event, @Nullable Object data);

    /**
     * Sends the peer an event without data, which is not the same as with null.
     *
     * @param event the name of the event
     * @return as {@link #send(String, Object)}
     */
    @CanIgnoreReturnValue
    CompletableFuture<Void> send(String event);

    /**
     * Adds a listener for an event that the peer sends.
     *
     * @param event the name of the event
     * @param listener is given the data; {@link JsonValue#NULL} if there is none
     * @return removes the listener
     */
    Subscription on(String event, Consumer<JsonValue> listener);

    /**
     * Adds a listener for an event that the peer sends, its data read by JSON-B. Data that does not fit, null and none
     * among them, goes to {@link Signaling#onError} instead.
     *
     * @param event the name of the event
     * @param type the type of the data
     * @param listener is given the data
     * @param <T> the type of the data
     * @return removes the listener
     */
    <T> Subscription on(String event, Class<T> type, Consumer<T> listener);

    /**
     * Adds a listener for a new status.
     *
     * @param listener is given the whole new status, which {@link #status()} then returns
     * @return removes the listener
     */
    Subscription onStatusChanged(Consumer<JsonObject> listener);

    /**
     * Adds a listener for the peer's leaving. After it nothing is heard of this peer. It is not called when the local
     * peer leaves or loses the connection: {@link Signaling#onClosed} tells of that.
     *
     * @param listener is run when the peer has left
     * @return removes the listener
     */
    Subscription onLeft(Runnable listener);
}
