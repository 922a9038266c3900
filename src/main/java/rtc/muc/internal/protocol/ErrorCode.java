package rtc.muc.internal.protocol;

import java.util.Locale;
import rtc.muc.EndReason;

/** What was wrong with a client's message: the stable {@code code} of an {@code error} message. */
public enum ErrorCode {
    /** Not a message of this protocol, or one that lacks something. */
    BAD_MESSAGE,
    /** A {@code type} that the server does not know. */
    UNKNOWN_TYPE,
    /** A second {@code join} on one connection. */
    ALREADY_JOINED,
    /** {@code status} or {@code to} before {@code join}. */
    NOT_JOINED,
    /** {@code to} a peer that is not in the room. */
    UNKNOWN_PEER,
    /** A status over its size. */
    TOO_LARGE,
    /** Too many messages or bytes; this one was dropped, and another soon closes with {@link EndReason#TOO_FAST}. */
    RATE_LIMITED,
    /** The room has as many peers as it may; the connection is closed with {@link EndReason#ROOM_FULL}. */
    ROOM_FULL,
    /**
     * The room has as many peers of this address or identity as it may; the connection is closed with
     * {@link EndReason#TOO_MANY}.
     */
    TOO_MANY,
    /**
     * Something that this peer has no permission for, such as {@code to} by an observer, or a renewal by a token that does
     * not allow it. A {@code join} that is not permitted is followed by {@link EndReason#REMOVED}.
     */
    FORBIDDEN,
    /** A {@code resume} of a peer that is not there any more; the client may join. */
    NOT_RESUMABLE,
    /** A bug of the server; the connection is closed with {@link EndReason#INTERNAL}. */
    INTERNAL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** {@return the code as it stands on the wire, such as {@code bad_message}} */
    public String code() {
        return code;
    }
}
