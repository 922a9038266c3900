package rtc.muc.internal.websocket;

import java.util.concurrent.atomic.AtomicInteger;
import rtc.muc.EndReason;

/** How often a client has lost its connection, the reason for the last loss, and the time since that loss. */
final class Absence {

    private final AtomicInteger losses = new AtomicInteger();
    private volatile EndReason reason = EndReason.GONE;

    // Accessed only by the sweep thread:
    private int seenLosses;
    private long since;

    /**
     * Records that a connection is about to be lost. Called before the connection is cleared, so that the sweep never
     * mistakes this loss for the previous one.
     */
    void begins(EndReason why) {
        reason = why;
        losses.incrementAndGet();
    }

    /** {@return why the last connection was lost} */
    EndReason reason() {
        return reason;
    }

    /**
     * {@return for how many nanoseconds the client has been away, counted from the first sweep after the loss} Called
     * by the sweep only.
     *
     * @param now the time in nanoseconds
     */
    long lasts(long now) {
        int lossesNow = losses.get();
        if (seenLosses != lossesNow) {
            seenLosses = lossesNow;
            since = now;
        }
        return now - since;
    }
}
