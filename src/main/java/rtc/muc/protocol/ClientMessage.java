package rtc.muc.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One message from a client. Text that is no such message reads as {@link Invalid}, which is answered like the rest.
 */
public sealed interface ClientMessage {

    /**
     * Enter the room of this connection.
     *
     * @param status a JSON object; {@code {}} when the client gave none
     * @param events whether the client takes {@link ServerMessage.ServerEvent}s, which it says by {@code "events":true}
     */
    record Join(JsonText status, boolean events) implements ClientMessage {}

    /**
     * Replace the whole status.
     *
     * @param status a JSON object
     */
    record Status(JsonText status) implements ClientMessage {}

    /**
     * Relay an event to one peer of the room.
     *
     * @param peer the recipient's id, as the sender gave it
     * @param event the event's name
     * @param data the payload; null when absent, which differs from JSON's {@code null}
     */
    record To(String peer, String event, @Nullable JsonText data) implements ClientMessage {}

    /** Quit the room. */
    record Leave() implements ClientMessage {}

    /** Ask for a {@link ServerMessage.Pong}: a heartbeat of clients that can send no WebSocket ping. */
    record Ping() implements ClientMessage {}

    /**
     * What is none of the others.
     *
     * @param type the type that it gave itself; empty where it has none
     * @param error the answer to it, unless it came at the wrong time anyway
     */
    record Invalid(String type, ServerMessage.Failure error) implements ClientMessage {}
}
