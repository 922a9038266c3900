package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another peer in the room, as the local peer sees it. Its listeners and those of its {@link Signaling} are called one
 * at a time and in order. Every method may be called by any thread.
 */
public interface SignalingPeer {

    /**
     * The id of the peer.
     *
     * @return the id, which the server creates and never reuses
     */
    String id();

    /**
     * The status of the peer, which all peers of the room see.
     *
     * @return the latest status; empty if the peer has set none
     */
    JsonObject status();

    /**
     * The status, converted to a type by JSON-B.
     *
     * @param type the type
     * @return the latest status
     * @param <T> the type
     * @throws SignalingException if the status does not fit the type
     */
    <T> T status(Class<T> type);

    /**
     * Whether the local peer was in the room before this peer. Of any two peers, exactly one was in the room first, and
     * that one makes the offer.
     *
     * @return true if this peer joined after the local peer
     */
    boolean first();

    /**
     * Sends the peer an event.
     *
     * @param event the name of the event: 1 to 64 characters, and none of the reserved names {@code error},
     *     {@code left}, {@code status_changed}, {@code newListener}, {@code removeListener}
     * @param data a {@link JsonValue}, or any object that JSON-B writes; null is sent as JSON's null. The data is read
     *     before this method returns
     * @return a future that completes when the text has been passed to the connection, and fails with a
     *     {@link SignalingException} if the text is not sent. The code is {@code bad_message} or {@code too_large} if
     *     the server would refuse the text
     * @throws IllegalArgumentException if JSON-B cannot write the data
     */
    @CanIgnoreReturnValue
    CompletableFuture<Void> send(String event, @Nullable Object data);

    /**
     * Sends the peer an event without data, which differs from an event with the data null.
     *
     * @param event the name of the event
     * @return a future as for {@link #send(String, Object)}
     */
    @CanIgnoreReturnValue
    CompletableFuture<Void> send(String event);

    /**
     * Adds a listener for an event that the peer sends.
     *
     * @param event the name of the event
     * @param listener receives the data; {@link JsonValue#NULL} if there is none
     * @return the subscription, which removes the listener when closed
     */
    Subscription on(String event, Consumer<JsonValue> listener);

    /**
     * Adds a listener for an event that the peer sends, with data that JSON-B converts to a type. Data that does not
     * fit the type, including null and missing data, is reported to {@link Signaling#onError} instead.
     *
     * @param event the name of the event
     * @param type the type of the data
     * @param listener receives the data
     * @param <T> the type of the data
     * @return the subscription, which removes the listener when closed
     */
    <T> Subscription on(String event, Class<T> type, Consumer<T> listener);

    /**
     * Adds a listener for an event whose data has a type with type arguments.
     *
     * @param event the name of the event
     * @param type the type of the data, such as {@code new GenericType<List<Offer>>() {}}
     * @param listener receives the data
     * @param <T> the type of the data
     * @return the subscription, which removes the listener when closed
     */
    <T> Subscription on(String event, GenericType<T> type, Consumer<T> listener);

    /**
     * Adds a listener for a new status.
     *
     * @param listener receives the complete new status, which {@link #status()} also returns from then on
     * @return the subscription, which removes the listener when closed
     */
    Subscription onStatusChanged(Consumer<JsonObject> listener);

    /**
     * Adds a listener that is called when the peer leaves. No event of this peer follows. The listener is not called
     * when the local peer leaves or loses its connection, which {@link Signaling#onClosed} reports.
     *
     * @param listener runs when the peer has left
     * @return the subscription, which removes the listener when closed
     */
    Subscription onLeft(Runnable listener);
}
