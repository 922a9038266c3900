package rtc.muc.internal.handshake;

import org.jspecify.annotations.Nullable;

/** One check of every handshake before the upgrade. Thread-safe; a check may block. */
@FunctionalInterface
public interface HandshakeCheck {

    /**
     * Checks a handshake that passed all checks before this one. Results, and resources to release later, are stored in
     * the handshake.
     *
     * @return the refusal; null to let the handshake pass
     */
    @Nullable
    Refusal refusal(Handshake handshake);

    /**
     * {@return whether this check also runs before the application's filters} It then runs twice, so it must not
     * acquire resources for the connection.
     */
    default boolean comesFirst() {
        return false;
    }

    /** {@return whether the answer depends on the room} */
    default boolean dependsOnRoom() {
        return false;
    }
}
