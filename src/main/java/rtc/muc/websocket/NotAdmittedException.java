package rtc.muc.websocket;

/** A session was refused, and closed, because no check let it in to its room. */
public final class NotAdmittedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NotAdmittedException(String message) {
        super(message);
    }
}
