package rtc.muc.internal.room;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;

/**
 * What remains to be done after a text was handed to one peer: the caller {@linkplain #settle settles} it once the room's
 * lock is released.
 *
 * @param recipient the peer that is to get the text; null if it is unknown or on another node
 * @param taken whether its outbox has the text, or its node will deliver it
 */
@CheckReturnValue
record Handover(@Nullable Peer recipient, boolean taken) {

    /** Nothing was handed over. */
    static final Handover NONE = new Handover(null, false);

    /**
     * Hands a text to a peer of this node. Called under the lock.
     *
     * @param recipient null if there is none
     */
    static Handover to(@Nullable Peer recipient, String text) {
        return new Handover(recipient, recipient != null && recipient.outbox().add(text));
    }

    /** The recipient is on another node, which delivers the text if it was taken. */
    static Handover elsewhere(boolean taken) {
        return new Handover(null, taken);
    }

    /**
     * Sends the text, or ends the recipient if its outbox was full or its connection is gone.
     *
     * @return whether the text was taken
     */
    @CanIgnoreReturnValue
    boolean settle() {
        if (recipient != null && !taken) {
            recipient.end(EndReason.TOO_SLOW);
        } else if (recipient != null && !recipient.outbox().flush()) {
            recipient.end(EndReason.GONE);
        }
        return taken;
    }
}
