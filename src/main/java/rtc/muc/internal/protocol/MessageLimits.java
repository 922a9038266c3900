package rtc.muc.internal.protocol;

/**
 * The limits of one message.
 *
 * @param depth the maximum nesting of objects and arrays, including the message itself
 * @param numberLength the maximum length of a number, in characters
 * @param exponent the maximum absolute value of an exponent; Java's parsers fail at much larger ones
 * @param statusBytes the maximum size of a status, in bytes of UTF-8; 0 for no limit
 * @param eventLength the maximum length of an event's name, in code points
 * @param reservedEvents whether messages may use the event names that browser clients use for their own events
 */
public record MessageLimits(
        int depth, int numberLength, int exponent, int statusBytes, int eventLength, boolean reservedEvents) {

    /** The limits of the protocol. */
    public static final MessageLimits DEFAULT = new MessageLimits(32, 100, 9999, 4096, 64, false);

    /** {@return these limits with another limit for statuses} */
    public MessageLimits withStatusBytes(int bytes) {
        return new MessageLimits(depth, numberLength, exponent, bytes, eventLength, reservedEvents);
    }

    /** {@return these limits with reserved event names allowed or not} */
    public MessageLimits withReservedEvents(boolean pass) {
        return new MessageLimits(depth, numberLength, exponent, statusBytes, eventLength, pass);
    }
}
