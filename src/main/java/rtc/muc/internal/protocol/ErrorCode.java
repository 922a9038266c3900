package rtc.muc.internal.protocol;

import java.util.Locale;
import rtc.muc.EndReason;

/** The stable {@code code} of an {@code error} message. */
public enum ErrorCode {
    /** Not a message of this protocol, or an incomplete one. */
    BAD_MESSAGE,
    /** A {@code type} that the server does not know. */
    UNKNOWN_TYPE,
    /** A second {@code join} on one connection. */
    ALREADY_JOINED,
    /** {@code status} or {@code to} before {@code join}. */
    NOT_JOINED,
    /** {@code to} a peer that is not in the room. */
    UNKNOWN_PEER,
    /** A status that is too large. */
    TOO_LARGE,
    /**
     * Too many messages or bytes; this message was dropped, and another one soon after closes with {@link
     * EndReason#TOO_FAST}.
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
     * The peer lacks a permission, such as {@code to} by an observer, or the token does not allow the renewal. After a
     * {@code join} without permission, the connection is closed with {@link EndReason#REMOVED}.
     */
    FORBIDDEN,
    /** A {@code resume} of a peer that is not there any more; the client may join. */
    NOT_RESUMABLE,
    /** A bug of the server; the connection is closed with {@link EndReason#INTERNAL}. */
    INTERNAL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** {@return the code on the wire, such as {@code bad_message}} */
    public String code() {
        return code;
    }
}
