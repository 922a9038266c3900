package rtc.muc.internal.token;

/** A token cannot be checked at the moment, because the keys cannot be fetched. */
final class KeysUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    KeysUnavailableException(String reason) {
        super(reason);
    }
}
