package rtc.muc.internal.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message from the server to a client. */
public sealed interface ServerMessage {

    /**
     * The answer to {@code join}, which lists the other peers of the room.
     *
     * @param id the receiver's own id
     * @param peers the statuses of the other peers by id, in the order in which the peers joined
     * @param extensions further fields that the client asked for, in order
     */
    record Joined(String id, Map<String, JsonText> peers, Map<String, JsonText> extensions) implements ServerMessage {

        /** A {@code joined} without further fields. */
        public Joined(String id, Map<String, JsonText> peers) {
            this(id, peers, Map.of());
        }
    }

    /**
     * A peer has joined the room.
     *
     * @param peer its id
     * @param status its status
     */
    record PeerJoined(String peer, JsonText status) implements ServerMessage {}

    /**
     * A peer has replaced its status.
     *
     * @param peer its id
     * @param status its new status
     */
    record PeerStatus(String peer, JsonText status) implements ServerMessage {}

    /**
     * A peer has left the room.
     *
     * @param peer its id
     */
    record PeerLeft(String peer) implements ServerMessage {}

    /**
     * An event of another peer, relayed.
     *
     * @param peer the sender's id
     * @param event the event's name
     * @param data the payload; null if the sender sent none
     */
    record From(String peer, String event, @Nullable JsonText data) implements ServerMessage {}

    /**
     * An event of the application on the server. Sent only to clients that asked for such events in {@code join}.
     *
     * @param event the event's name
     * @param data the payload; null if there is none
     */
    record ServerEvent(String event, @Nullable JsonText data) implements ServerMessage {}

    /**
     * The answer to a {@link ClientMessage.Ping}.
     *
     * @param received how many messages the server has received from the client since the join; null for a client that
     *     cannot resume
     */
    record Pong(@Nullable Long received) implements ServerMessage {

        /** The answer to a client that cannot resume. */
        public Pong() {
            this(null);
        }
    }

    /**
     * The answer to {@code resume}.
     *
     * @param received how many messages the server has received from the client since the join
     */
    record Resumed(long received) implements ServerMessage {}

    /**
     * The answer to {@code renew}.
     *
     * @param until when the receiver's access ends, in seconds since 1970
     * @param extensions further fields that the client asked for in {@code join}, in order
     */
    record Renewed(long until, Map<String, JsonText> extensions) implements ServerMessage {}

    /**
     * The answer to a message that was refused: {@code error} on the wire.
     *
     * @param code the stable code
     * @param msg an English text that contains nothing from the client's message
     * @param peer the recipient of a refused {@code to}; null for other messages, or if it is omitted
     * @param event the event's name of a refused {@code to}; null for other messages, or if it is omitted
     */
    record Failure(
            ErrorCode code,
            String msg,
            @Nullable String peer,
            @Nullable String event) implements ServerMessage {

        /** The maximum length, in characters, of a recipient or an event's name that an error repeats. */
        static final int LONGEST_NAME = 256;

        /** A second join. */
        public static final Failure ALREADY_JOINED = new Failure(ErrorCode.ALREADY_JOINED, "Unable to join");

        /** A status before the join. */
        public static final Failure STATUS_NOT_JOINED =
                new Failure(ErrorCode.NOT_JOINED, "Attempted 'status' without being in a room");

        /** An event before the join. */
        public static final Failure TO_NOT_JOINED =
                new Failure(ErrorCode.NOT_JOINED, "Attempted 'to' without being in a room");

        /** An event for a peer that is not in the room. */
        public static final Failure UNKNOWN_PEER =
                new Failure(ErrorCode.UNKNOWN_PEER, "Trying to send to unknown peer");

        /** An event by a peer without the permission to send. */
        public static final Failure TO_FORBIDDEN = new Failure(ErrorCode.FORBIDDEN, "Not permitted to send");

        /** A status by a peer without the permission to set one. */
        public static final Failure STATUS_FORBIDDEN =
                new Failure(ErrorCode.FORBIDDEN, "Not permitted to change the status");

        /** A join by a banned client. */
        public static final Failure JOIN_FORBIDDEN = new Failure(ErrorCode.FORBIDDEN, "Unable to join");
        /** A type of message that the server does not know, or of an extension that this client did not ask for. */
        public static final Failure UNKNOWN_TYPE = new Failure(ErrorCode.UNKNOWN_TYPE, "Unknown message type");

        /** A renewal with a token that does not allow it. */
        public static final Failure RENEWAL_FORBIDDEN =
                new Failure(ErrorCode.FORBIDDEN, "The token does not renew this connection's access");

        /** A renewal with a token that cannot be checked now. */
        public static final Failure RENEWAL_UNAVAILABLE =
                new Failure(ErrorCode.FORBIDDEN, "The token cannot be checked at the moment");

        /** A renewal while another one is in progress. */
        public static final Failure RENEWAL_UNDER_WAY =
                new Failure(ErrorCode.RATE_LIMITED, "Another renewal is not answered yet");

        /** A resume that is impossible: the peer has left, never existed, or belongs to another client, for example. */
        public static final Failure NOT_RESUMABLE = new Failure(ErrorCode.NOT_RESUMABLE, "Unable to resume");

        /** Too many messages or bytes. */
        public static final Failure RATE_LIMITED =
                new Failure(ErrorCode.RATE_LIMITED, "Too many messages at once, this one is dropped");

        /** A join of a full room. */
        public static final Failure ROOM_FULL = new Failure(ErrorCode.ROOM_FULL, "Room is full");

        /** A join of a room with too many peers of the same address. */
        public static final Failure TOO_MANY_OF_ADDRESS =
                new Failure(ErrorCode.TOO_MANY, "Too many peers of this address in the room");

        /** A join of a room with too many peers of the same identity. */
        public static final Failure TOO_MANY_OF_IDENTITY =
                new Failure(ErrorCode.TOO_MANY, "Too many peers of this identity in the room");

        /** A bug of the server. */
        public static final Failure INTERNAL = new Failure(ErrorCode.INTERNAL, "Internal error");

        /** An error without a recipient and an event. */
        public Failure(ErrorCode code, String msg) {
            this(code, msg, null, null);
        }

        /**
         * {@return this error with peer and event of the refused {@code to}}
         *
         * @param recipient as the client wrote it; null if missing. It is omitted if it is too long or contains lone
         *     surrogates
         * @param eventName as the client wrote it; null if missing. It is omitted in the same cases
         */
        public Failure about(@Nullable String recipient, @Nullable String eventName) {
            return new Failure(code, msg, nameOrNull(recipient), nameOrNull(eventName));
        }

        private static @Nullable String nameOrNull(@Nullable String name) {
            boolean fits = name != null
                    && name.length() <= LONGEST_NAME
                    && name.codePoints().noneMatch(at -> Character.getType(at) == Character.SURROGATE);
            return fits ? name : null;
        }
    }
}
