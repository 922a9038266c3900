package rtc.muc.internal.cluster.node;

/** The bytes are not a message of a node, or are of a version that this node does not know. */
final class InvalidNodeMessageException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidNodeMessageException(String why) {
        super(why);
    }

    InvalidNodeMessageException(String why, Throwable cause) {
        super(why, cause);
    }
}
