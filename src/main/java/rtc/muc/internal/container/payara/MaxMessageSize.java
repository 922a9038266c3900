package rtc.muc.internal.container.payara;

/**
 * The maximum size of a message.
 *
 * @param bytes the number of bytes in UTF-8; 0 for no limit
 */
public record MaxMessageSize(int bytes) {}
