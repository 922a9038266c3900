package rtc.muc.internal.room;

import org.jspecify.annotations.Nullable;

/**
 * What remains to be done after a text was handed to one peer, once the room's lock is released.
 *
 * @param recipient the peer, if it is on this node and takes the text
 * @param taken whether its outbox has the text, or its node will deliver it
 */
record Handover(@Nullable Peer recipient, boolean taken) {

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

    /** Sends what was added, or ends the recipient if its outbox was full; returns whether the text was taken. */
    boolean settle() {
        if (recipient != null) {
            recipient.flushOrEnd(taken);
        }
        return taken;
    }
}
