package rtc.muc.internal.container.payara;

/**
 * How large a message may be.
 *
 * @param bytes of UTF-8, 0 for no limit
 */
public record MaxMessageSize(int bytes) {}
