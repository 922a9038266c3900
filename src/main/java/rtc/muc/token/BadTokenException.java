package rtc.muc.token;

/** A token is not good. */
final class BadTokenException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param reason fixed English words, with nothing of the token in them */
    BadTokenException(String reason) {
        super(reason);
    }
}
