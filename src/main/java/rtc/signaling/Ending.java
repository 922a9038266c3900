package rtc.signaling;

import java.util.Objects;

/**
 * How a connection ended: the WebSocket close code and the reason that came with it.
 *
 * @param code the close code: 1000 after an orderly leave, and from a {@link WebSocketChannel} also if the other side
 *     sent a close frame without a code; 1006 if the connection was lost without a close frame, or was never made
 * @param reason the reason, empty if there is none
 */
public record Ending(int code, String reason) {

    /**
     * Makes an ending.
     *
     * @param code the close code
     * @param reason the reason, empty if there is none
     */
    public Ending {
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Makes an ending.
     *
     * @param code the close code
     * @param reason the reason, empty if there is none
     */
    public Ending(CloseCode code, String reason) {
        this(code.code(), reason);
    }

    /** The ending after an orderly leave. */
    static Ending normal() {
        return new Ending(CloseCode.NORMAL, "");
    }

    /**
     * The meaning of the close code.
     *
     * @return the meaning; {@link CloseCode#UNKNOWN} if this protocol does not define the code
     */
    public CloseCode meaning() {
        return CloseCode.of(code);
    }

    /**
     * Whether and when it makes sense to connect again.
     *
     * @return the advice
     */
    public Retry retry() {
        return meaning().retry();
    }
}
