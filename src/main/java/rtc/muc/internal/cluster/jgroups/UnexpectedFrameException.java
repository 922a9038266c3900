package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;

/**
 * Thrown for a frame that no node of the cluster sends. The message states the reason; of the frame's data, it contains
 * only numbers.
 */
final class UnexpectedFrameException extends IOException {

    private static final long serialVersionUID = 1;

    UnexpectedFrameException(String why) {
        super(why);
    }
}
