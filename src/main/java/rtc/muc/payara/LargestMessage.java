package rtc.muc.payara;

/**
 * How large a message may be.
 *
 * @param bytes of UTF-8, 0 for no limit
 */
public record LargestMessage(int bytes) {}
