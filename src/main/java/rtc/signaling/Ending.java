package rtc.signaling;

import java.util.Objects;

/**
 * How a connection ended: the WebSocket close code and the reason that came with it.
 *
 * @param code the close code: 1000 after an orderly leave, and from a {@link WebSocketChannel} also when the other side
 *     gave none; 1006 if the connection was cut without a close or was never made
 * @param reason the reason, empty if there is none
 */
public record Ending(int code, String reason) {

    /** The close code of an ending that was wanted. */
    static final int NORMAL = 1000;

    /** The close code of a connection that broke, which never goes over the wire. */
    static final int ABNORMAL = 1006;

    /**
     * Makes an ending.
     *
     * @param code the close code
     * @param reason the reason, empty if there is none
     */
    public Ending {
        Objects.requireNonNull(reason, "reason");
    }
}
