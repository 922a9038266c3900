package rtc.muc.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One message from a client. A text that is not a valid message is read as {@link Invalid}, which the peer answers with
 * an error.
 */
public sealed interface ClientMessage {

    /**
     * Join the room of this connection.
     *
     * @param status a JSON object; {@code {}} if the client sent none
     * @param events whether the client accepts {@link ServerMessage.ServerEvent}s: {@code "events":true}
     * @param ice whether the client asks for STUN and TURN servers
     * @param renew whether the client wants to renew its access
     * @param resume whether the client wants to resume over another connection if this one is lost
     */
    record Join(JsonText status, boolean events, boolean ice, boolean renew, boolean resume) implements ClientMessage {

        /** A join without the extensions {@code ice}, {@code renew} and {@code resume}. */
        public Join(JsonText status, boolean events) {
            this(status, events, false, false);
        }

        /** A join without the extension {@code resume}. */
        public Join(JsonText status, boolean events, boolean ice, boolean renew) {
            this(status, events, ice, renew, false);
        }
    }

    /**
     * Resume a peer whose connection was lost.
     *
     * @param token the secret from the answer to the join
     * @param received how many messages the client has received from the server, counting the answer to its join as the
     *     first
     */
    record Resume(String token, long received) implements ClientMessage {

        /** {@return a text for the log, without the token} */
        @Override
        public String toString() {
            return "Resume";
        }
    }

    /**
     * Replace the whole status.
     *
     * @param status a JSON object
     */
    record Status(JsonText status) implements ClientMessage {}

    /**
     * Relay an event to one peer of the room.
     *
     * @param peer the recipient's id, as the sender wrote it
     * @param event the event's name
     * @param data the payload; null if absent, which differs from JSON's {@code null}
     */
    record To(String peer, String event, @Nullable JsonText data) implements ClientMessage {}

    /**
     * Replace the token with which this connection was admitted.
     *
     * @param token the new token
     */
    record Renew(String token) implements ClientMessage {

        /** {@return a text for the log, without the token} */
        @Override
        public String toString() {
            return "Renew";
        }
    }

    /** Leave the room. */
    record Leave() implements ClientMessage {}

    /** Ask for a {@link ServerMessage.Pong}: a heartbeat for clients that cannot send WebSocket pings. */
    record Ping() implements ClientMessage {}

    /**
     * An invalid message.
     *
     * @param type its type; empty if it has none, or if the text was rejected before the type was checked
     * @param error the answer, unless messages of this type are not allowed at this time
     */
    record Invalid(String type, ServerMessage.Failure error) implements ClientMessage {}
}
