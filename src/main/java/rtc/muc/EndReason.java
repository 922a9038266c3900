package rtc.muc;

/**
 * Why the server ends a connection. The {@linkplain #code() close code} tells a client whether to reconnect: after
 * 1001, 1006, 1011, 1012, 1013, 4408 and 4413 it reconnects, with growing pauses; after 4429 it reconnects after half a
 * minute; after the other codes it does not reconnect.
 */
public enum EndReason {
    /** The peer sent {@code leave}. */
    LEFT(1000, "left", false),
    /** The peer sent a binary message; the protocol has none. */
    BINARY(1003, "binary messages are not part of the protocol", false),
    /** The peer sent too many invalid messages. */
    TOO_MANY_ERRORS(1008, "too many errors", true),
    /** The peer sent a message that exceeds the size limit. */
    MESSAGE_TOO_LARGE(1009, "message too large", false),
    /** An unexpected failure, which is a bug of the server. */
    INTERNAL(1011, "internal error", true),
    /** The application is redeployed or stopped; the client may reconnect. */
    RESTARTING(1012, "server restarts", true),
    /** The room is full. */
    ROOM_FULL(1013, "room full", true),
    /** The room has too many peers with this address or identity. */
    TOO_MANY(1013, "too many peers of this address or identity", true),
    /** The client's access has expired. */
    EXPIRED(4401, "access expired", true),
    /** The user has signed out, or the HTTP session has ended. */
    SIGNED_OUT(4401, "signed out", true),
    /** The application removed or banned the peer. */
    REMOVED(4403, "removed by the application", true),
    /** The client was not admitted by the checks of the handshake. */
    NOT_ADMITTED(4403, "not admitted", false),
    /** The client sent nothing for too long, not even answers to pings. */
    SILENT(4408, "nothing heard for too long", false),
    /** The client connected and did not join in time. */
    NOT_JOINED(4408, "not joined in time", false),
    /** The client did not finish a message in time. */
    UNFINISHED(4408, "message not finished in time", false),
    /**
     * The client has connected again while this connection still seemed open. If both connections are on the same node,
     * the peer continues over the new one; if the new one is on another node, this peer leaves its room.
     */
    REPLACED(4409, "replaced by another connection", false),
    /** The peer read too slowly: its outbox was full, or one send did not complete in time. */
    TOO_SLOW(4413, "too slow", false),
    /** The peer exceeded its rate, after a warning. */
    TOO_FAST(4429, "too fast", false),
    /** The connection was already lost, so no code is sent. */
    GONE(1006, "connection gone", false);

    private final int code;
    private final String reason;
    private final boolean delivers;

    EndReason(int code, String reason, boolean delivers) {
        this.code = code;
        this.reason = reason;
        this.delivers = delivers;
    }

    /** {@return the WebSocket close code} */
    public int code() {
        return code;
    }

    /** {@return the reason in the close frame: fixed English words, at most 123 bytes} */
    public String reason() {
        return reason;
    }

    /** {@return whether messages in the outbox are still sent before the close} */
    public boolean delivers() {
        return delivers;
    }
}
