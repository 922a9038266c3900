package rtc.muc;

/**
 * Why the server ends a connection. A client tells by the {@linkplain #code() close code} whether to come back: on
 * 1001, 1006, 1011, 1012, 1013, 4408 and 4413 it does, with growing pauses, on 4429 after half a minute; on the others
 * it does not.
 */
public enum EndReason {
    /** The peer said {@code leave}. */
    LEFT(1000, "left", false),
    /** A binary message came; the protocol has none. */
    BINARY(1003, "binary messages are not part of the protocol", false),
    /** Messages came that were none, more of them than one forgives. */
    TOO_MANY_ERRORS(1008, "too many errors", true),
    /** A message over the size limit came. */
    MESSAGE_TOO_LARGE(1009, "message too large", false),
    /** A bug of the server. */
    INTERNAL(1011, "internal error", true),
    /** The application is redeployed or stopped; the client may come back to what follows it. */
    RESTARTING(1012, "server restarts", true),
    /** The room had as many peers as it may. */
    ROOM_FULL(1013, "room full", true),
    /** The room had as many peers of this address or identity as it may. */
    TOO_MANY(1013, "too many peers of this address or identity", true),
    /** The access that the client was granted has come to its end. */
    EXPIRED(4401, "access expired", true),
    /** The user has signed out: the HTTP session has ended. */
    SIGNED_OUT(4401, "signed out", true),
    /** The application ended the peer. */
    REMOVED(4403, "removed by the application", true),
    /** No check had let the client in. */
    NOT_ADMITTED(4403, "not admitted", false),
    /** Nothing came from the peer for too long, not even an answer to a ping. */
    SILENT(4408, "nothing heard for too long", false),
    /** The client connected and did not join in time. */
    NOT_JOINED(4408, "not joined in time", false),
    /** The client began a message and did not finish it in time. */
    UNFINISHED(4408, "message not finished in time", false),
    /** The client resumed over another connection, while this one still seemed alive. No peer ends for it. */
    REPLACED(4409, "replaced by another connection", false),
    /** The peer took its messages too slowly: its outbox was full, or one send did not finish in time. */
    TOO_SLOW(4413, "too slow", false),
    /** The peer sent faster than it may, and had been told so. */
    TOO_FAST(4429, "too fast", false),
    /** The connection was gone already; nothing reaches the peer, no code is sent. */
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

    /** {@return whether what already waits in the outbox is still sent before the close} */
    public boolean delivers() {
        return delivers;
    }
}
