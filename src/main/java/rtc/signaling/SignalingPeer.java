package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another peer, as the local one sees it. Its listeners and those of its {@link Signaling} are called one at a time and in
 * order. Every method may be called from any thread.
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
     * @return the latest status; empty if the peer has set none
     */
    JsonObject status();

    /**
     * The status as an object of a type.
     *
     * @param type the type, which JSON-B reads
     * @return the latest status
     * @param <T> the type
     * @throws SignalingException if the status does not fit the type
     */
    <T> T status(Class<T> type);

    /**
     * Whether the local peer was there first. This is true for exactly one of two peers, which makes the offer.
     *
     * @return true if this peer came later than the local one
     */
    boolean first();

    /**
     * Sends the peer an event.
     *
     * @param event the name of the event: 1 to 64 characters, and none of the reserved names {@code error},
     *     {@code left}, {@code status_changed}, {@code newListener}, {@code removeListener}
     * @param data a {@link JsonValue}, or any object that JSON-B writes; null is sent as JSON's null. It is read before
     *     this method returns
     * @return completes when the text has been handed to the connection; fails with a {@link SignalingException} if it
     *     is not sent, with the code {@code bad_message} or {@code too_large} if the server would refuse it
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
     * Adds a listener for an event that the peer sends, its data read by JSON-B. Data that does not fit the type, also
     * null or missing data, is reported to {@link Signaling#onError} instead.
     *
     * @param event the name of the event
     * @param type the type of the data
     * @param listener is given the data
     * @param <T> the type of the data
     * @return removes the listener
     */
    <T> Subscription on(String event, Class<T> type, Consumer<T> listener);

    /**
     * Adds a listener for an event whose data has a type with type arguments.
     *
     * @param event the name of the event
     * @param type the type of the data, such as {@code new GenericType<List<Offer>>() {}}
     * @param listener is given the data
     * @param <T> the type of the data
     * @return removes the listener
     */
    <T> Subscription on(String event, GenericType<T> type, Consumer<T> listener);

    /**
     * Adds a listener for a new status.
     *
     * @param listener is given the whole new status, which {@link #status()} then returns
     * @return removes the listener
     */
    Subscription onStatusChanged(Consumer<JsonObject> listener);

    /**
     * Adds a listener for the peer's leaving. No event of this peer follows. It is not called when the local peer leaves
     * or loses its connection; {@link Signaling#onClosed} reports that.
     *
     * @param listener is run when the peer has left
     * @return removes the listener
     */
    Subscription onLeft(Runnable listener);
}
