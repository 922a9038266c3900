package rtc.muc.internal.room;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;

/**
 * The result of appending a text to one peer's outbox under the room's lock. After releasing the lock, the caller calls
 * {@link #settle}, which sends the text.
 *
 * @param recipient the peer whose outbox got the text; null if that peer is unknown or on another node
 * @param taken whether the peer's outbox has accepted the text, or the peer's node will deliver it
 */
@CheckReturnValue
record Handover(@Nullable Peer recipient, boolean taken) {

    /** No text was passed to a peer. */
    static final Handover NONE = new Handover(null, false);

    /**
     * Appends a text to the outbox of a peer of this node. Called under the room's lock.
     *
     * @param recipient the peer; null if there is none
     */
    static Handover to(@Nullable Peer recipient, String text) {
        return new Handover(recipient, recipient != null && recipient.outbox().add(text));
    }

    /** {@return the handover to a recipient on another node, which delivers the text if it was taken} */
    static Handover elsewhere(boolean taken) {
        return new Handover(null, taken);
    }

    /**
     * Sends the text, or ends the recipient if its outbox was full or its connection is gone.
     *
     * @return whether the text was accepted
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
