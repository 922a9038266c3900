package rtc.signaling;

import java.util.Arrays;

/** The WebSocket close codes of this protocol. Each code states whether it makes sense to connect again. */
public enum CloseCode {

    /** An orderly leave. */
    NORMAL(1000, Retry.NEVER),

    /** The server is going away. */
    GOING_AWAY(1001, Retry.SOON),

    /** A malformed frame. */
    PROTOCOL_ERROR(1002, Retry.NEVER),

    /** Data other than text. */
    UNSUPPORTED(1003, Retry.NEVER),

    /** The other side sent a close frame without a code. */
    NO_CODE(1005, Retry.NEVER),

    /** The connection was lost, or was never made. This code is never sent. */
    BROKEN(1006, Retry.SOON),

    /** Text that is not valid UTF-8. */
    BAD_TEXT(1007, Retry.NEVER),

    /** Too many errors, or a broken rule. */
    POLICY(1008, Retry.NEVER),

    /** A message that is too large. */
    TOO_LARGE(1009, Retry.NEVER),

    /** An internal error of the server. */
    INTERNAL_ERROR(1011, Retry.SOON),

    /** The server is being restarted. */
    RESTARTING(1012, Retry.SOON),

    /** The server or the room is full. */
    OVERLOADED(1013, Retry.SOON),

    /** The credentials are missing, wrong or expired. */
    UNAUTHENTICATED(4401, Retry.NEVER),

    /** The client is not allowed to join, or the application has removed it. */
    FORBIDDEN(4403, Retry.NEVER),

    /** The server has received nothing for too long. */
    TIMED_OUT(4408, Retry.SOON),

    /** Another connection has replaced this one. */
    REPLACED(4409, Retry.NEVER),

    /** The client did not read messages fast enough. */
    TOO_SLOW(4413, Retry.SOON),

    /** The client exceeded a rate limit of the server. */
    TOO_FAST(4429, Retry.LATER),

    /** Any other code. */
    UNKNOWN(0, Retry.NEVER);

    private final int code;
    private final Retry retry;

    CloseCode(int code, Retry retry) {
        this.code = code;
        this.retry = retry;
    }

    /**
     * Finds a close code by its number.
     *
     * @param code the number
     * @return the close code; {@link #UNKNOWN} if this protocol does not define the number
     */
    public static CloseCode of(int code) {
        return Arrays.stream(values())
                .filter(known -> known.code == code)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The close code that corresponds to the error code with which a server refuses a join. */
    static CloseCode ofError(String errorCode) {
        return switch (errorCode) {
            case "room_full", "too_many" -> OVERLOADED;
            case "internal" -> INTERNAL_ERROR;
            case "rate_limited" -> TOO_FAST;
            case "forbidden" -> FORBIDDEN;
            default -> POLICY;
        };
    }

    /** Whether the server keeps the place of a peer that can resume when its connection ends with this code. */
    boolean keepsPlace() {
        return this == GOING_AWAY || this == BROKEN || this == TIMED_OUT;
    }

    /** Whether a server closes connections with this code when it stops or restarts. */
    boolean announcesEndOfServer() {
        return this == GOING_AWAY || this == RESTARTING;
    }

    /**
     * The number of this code in a close frame.
     *
     * @return the number, 0 for {@link #UNKNOWN}
     */
    public int code() {
        return code;
    }

    /**
     * Whether and when it makes sense to connect again.
     *
     * @return the advice
     */
    public Retry retry() {
        return retry;
    }
}
