package rtc.muc.internal.protocol;

/**
 * The limits of one message.
 *
 * @param depth levels of objects and arrays, including the message itself
 * @param numberLength the most characters of a number
 * @param exponent the largest absolute value of an exponent: Java's parsers fail at larger ones
 * @param statusBytes the most bytes of a status in UTF-8; 0 for no limit
 * @param eventLength the most code points of an event's name
 * @param reservedEvents whether event names are allowed that browser clients use for their own events
 */
public record MessageLimits(
        int depth, int numberLength, int exponent, int statusBytes, int eventLength, boolean reservedEvents) {

    /** The limits of the protocol. */
    public static final MessageLimits DEFAULT = new MessageLimits(32, 100, 9999, 4096, 64, false);

    /** {@return these limits with another status size} */
    public MessageLimits withStatusBytes(int bytes) {
        return new MessageLimits(depth, numberLength, exponent, bytes, eventLength, reservedEvents);
    }

    /** {@return these limits with reserved event names allowed or not} */
    public MessageLimits withReservedEvents(boolean pass) {
        return new MessageLimits(depth, numberLength, exponent, statusBytes, eventLength, pass);
    }
}
