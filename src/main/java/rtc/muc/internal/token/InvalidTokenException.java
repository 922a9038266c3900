package rtc.muc.internal.token;

/** Thrown if a token is invalid. */
final class InvalidTokenException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param reason fixed English words without any part of the token */
    InvalidTokenException(String reason) {
        super(reason);
    }
}
