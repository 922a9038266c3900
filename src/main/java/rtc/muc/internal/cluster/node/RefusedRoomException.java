package rtc.muc.internal.cluster.node;

/** Thrown if a message concerns a room whose name this node does not accept from clients. */
final class RefusedRoomException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedRoomException(String why) {
        super(why);
    }

    RefusedRoomException(String why, Throwable cause) {
        super(why, cause);
    }
}
