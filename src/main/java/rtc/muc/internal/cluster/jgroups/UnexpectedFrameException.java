package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;

/** A frame that no node of the cluster sends. The message says why, without content of the frame. */
final class UnexpectedFrameException extends IOException {

    private static final long serialVersionUID = 1;

    UnexpectedFrameException(String why) {
        super(why);
    }
}
