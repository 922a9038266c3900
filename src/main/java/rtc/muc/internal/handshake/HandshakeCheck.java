package rtc.muc.internal.handshake;

import org.jspecify.annotations.Nullable;

/**
 * One question that is asked of every handshake, before the upgrade. For any number of threads, each of which may
 * block.
 */
@FunctionalInterface
public interface HandshakeCheck {

    /**
     * Looks at a handshake that all checks before this one let pass. What it finds out, and what it takes for the
     * connection, it tells the handshake.
     *
     * @return why the handshake is refused, or null to let it pass
     */
    @Nullable
    Refusal refusal(Handshake handshake);

    /**
     * {@return whether the application's filters, too, must see only what passed this check} It is asked before them, and
     * again with the others, so it may take nothing for the connection.
     */
    default boolean comesFirst() {
        return false;
    }

    /** {@return whether the answer depends on the room} */
    default boolean looksAtRoom() {
        return false;
    }
}
