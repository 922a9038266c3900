package rtc.muc.internal.protocol;

import java.util.Locale;
import rtc.muc.EndReason;

/** The stable {@code code} of an {@code error} message. */
public enum ErrorCode {
    /** The message is invalid or incomplete. */
    BAD_MESSAGE,
    /** A {@code type} that the server does not know. */
    UNKNOWN_TYPE,
    /** A second {@code join} on one connection. */
    ALREADY_JOINED,
    /** {@code status} or {@code to} before {@code join}. */
    NOT_JOINED,
    /** The recipient of a {@code to} is not in the room. */
    UNKNOWN_PEER,
    /** A status that is too large. */
    TOO_LARGE,
    /**
     * Too many messages or bytes. This message was dropped; if another one exceeds the rate soon after, the connection
     * is closed with {@link EndReason#TOO_FAST}. Also answers a renewal while another one is in progress.
     */
    RATE_LIMITED,
    /** The room is full; the connection is closed with {@link EndReason#ROOM_FULL}. */
    ROOM_FULL,
    /**
     * The room has too many peers of this address or identity; the connection is closed with {@link
     * EndReason#TOO_MANY}.
     */
    TOO_MANY,
    /**
     * The peer lacks a permission, such as {@code to} by an observer, or the token of a renewal does not allow it or
     * cannot be checked now. After a {@code join} by a banned client, the connection is closed with {@link
     * EndReason#REMOVED}.
     */
    FORBIDDEN,
    /**
     * A {@code resume} that is impossible, such as that of a peer that has left or belongs to another client. The
     * client may join instead, if it has not joined yet.
     */
    NOT_RESUMABLE,
    /** A bug of the server; the connection is closed with {@link EndReason#INTERNAL}. */
    INTERNAL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** {@return the code on the wire, such as {@code bad_message}} */
    public String code() {
        return code;
    }
}
