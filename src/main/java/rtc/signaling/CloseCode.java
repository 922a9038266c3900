package rtc.signaling;

import java.util.Arrays;

/** The WebSocket close codes of this protocol: what each means, and whether it makes sense to connect again. */
public enum CloseCode {

    /** An orderly leave. */
    NORMAL(1000, Retry.NEVER),

    /** The server is going away. */
    GOING_AWAY(1001, Retry.SOON),

    /** A malformed frame. */
    PROTOCOL_ERROR(1002, Retry.NEVER),

    /** Data other than text. */
    UNSUPPORTED(1003, Retry.NEVER),

    /** The other side gave no code. */
    NO_CODE(1005, Retry.NEVER),

    /** The connection broke, or was never made. This code does not go over the wire. */
    BROKEN(1006, Retry.SOON),

    /** Text that is not valid UTF-8. */
    BAD_TEXT(1007, Retry.NEVER),

    /** Too many errors, or a broken rule. */
    POLICY(1008, Retry.NEVER),

    /** A message that is too large. */
    TOO_LARGE(1009, Retry.NEVER),

    /** A bug of the server. */
    INTERNAL_ERROR(1011, Retry.SOON),

    /** The server is being restarted. */
    RESTARTING(1012, Retry.SOON),

    /** The server or the room is full. */
    OVERLOADED(1013, Retry.SOON),

    /** The credentials are missing, wrong or have expired. */
    UNAUTHENTICATED(4401, Retry.NEVER),

    /** Not allowed, or removed by the application. */
    FORBIDDEN(4403, Retry.NEVER),

    /** The server has heard nothing for too long. */
    TIMED_OUT(4408, Retry.SOON),

    /** Another connection has taken the place of this one. */
    REPLACED(4409, Retry.NEVER),

    /** Messages were not read fast enough. */
    TOO_SLOW(4413, Retry.SOON),

    /** Messages were sent too fast. */
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
     * The close code with a number.
     *
     * @param code the number
     * @return the code, {@link #UNKNOWN} for one that this protocol does not know
     */
    public static CloseCode of(int code) {
        return Arrays.stream(values())
                .filter(known -> known.code == code)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The close code that means the same as the code of an error with which a server refuses a join. */
    static CloseCode ofError(String errorCode) {
        return switch (errorCode) {
            case "room_full", "too_many" -> OVERLOADED;
            case "internal" -> INTERNAL_ERROR;
            case "rate_limited" -> TOO_FAST;
            case "forbidden" -> FORBIDDEN;
            default -> POLICY;
        };
    }

    /** Whether the server keeps the place of a peer that resumes when its connection ends this way. */
    boolean keepsPlace() {
        return this == GOING_AWAY || this == BROKEN || this == TIMED_OUT;
    }

    /**
     * The number that goes over the wire.
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
