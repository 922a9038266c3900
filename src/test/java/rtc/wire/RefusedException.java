package rtc.wire;

import java.io.IOException;

/** The server answered the handshake with something else than 101. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String answer) {
        super("refused: " + answer);
        this.status = status;
    }

    /** The HTTP status that came instead. */
    public int status() {
        return status;
    }
}
