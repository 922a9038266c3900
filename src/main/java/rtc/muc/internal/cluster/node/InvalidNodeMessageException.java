package rtc.muc.internal.cluster.node;

/** Thrown if bytes are not a message of a node, or are a message of an unknown version. */
final class InvalidNodeMessageException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidNodeMessageException(String why) {
        super(why);
    }

    InvalidNodeMessageException(String why, Throwable cause) {
        super(why, cause);
    }
}
