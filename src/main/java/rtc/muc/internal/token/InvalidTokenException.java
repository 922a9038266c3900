package rtc.muc.internal.token;

/** A token is not good. */
final class InvalidTokenException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param reason fixed English words, with nothing of the token in them */
    InvalidTokenException(String reason) {
        super(reason);
    }
}
