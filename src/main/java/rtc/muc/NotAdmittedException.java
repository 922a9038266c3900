package rtc.muc;

/**
 * Thrown after a session was refused and closed, because the checks had not admitted it to its room, or because the
 * application stops.
 */
public final class NotAdmittedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** @param message the reason, in fixed words */
    public NotAdmittedException(String message) {
        super(message);
    }
}
