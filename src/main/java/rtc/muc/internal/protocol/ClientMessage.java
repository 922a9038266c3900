package rtc.muc.internal.protocol;

import org.jspecify.annotations.Nullable;

/** One message from a client. An invalid text is read as {@link Invalid}, which is answered like the others. */
public sealed interface ClientMessage {

    /**
     * Enter the room of this connection.
     *
     * @param status a JSON object; {@code {}} if the client sent none
     * @param events whether the client takes {@link ServerMessage.ServerEvent}s: {@code "events":true}
     * @param ice whether the client asks for STUN and TURN servers
     * @param renew whether the client wants to renew its access
     * @param resume whether the client wants to go on over another connection when this one is lost
     */
    record Join(JsonText status, boolean events, boolean ice, boolean renew, boolean resume) implements ClientMessage {

        /** A join without the other extensions. */
        public Join(JsonText status, boolean events) {
            this(status, events, false, false);
        }

        /** A join that cannot be resumed. */
        public Join(JsonText status, boolean events, boolean ice, boolean renew) {
            this(status, events, ice, renew, false);
        }
    }

    /**
     * Go on with a peer whose connection was lost.
     *
     * @param token the secret that the answer to the join held
     * @param received how many messages of the server the client has received, from the answer to its join on
     */
    record Resume(String token, long received) implements ClientMessage {

        /** {@return text that may stand in a log} */
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

        /** {@return text that may stand in a log} */
        @Override
        public String toString() {
            return "Renew";
        }
    }

    /** Quit the room. */
    record Leave() implements ClientMessage {}

    /** Ask for a {@link ServerMessage.Pong}: a heartbeat for clients that cannot send WebSocket pings. */
    record Ping() implements ClientMessage {}

    /**
     * An invalid message.
     *
     * @param type its type; empty if it has none
     * @param error the answer, unless the message came at the wrong time
     */
    record Invalid(String type, ServerMessage.Failure error) implements ClientMessage {}
}
