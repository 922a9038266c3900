package rtc.muc.internal.protocol;

/**
 * How much the codec lets one message hold.
 *
 * @param depth levels of objects and arrays, the message itself being the first
 * @param numberLength characters of one number
 * @param exponent the largest exponent of a number, and the smallest with a minus: Java's parsers fail at larger ones
 * @param statusBytes bytes of a status in UTF-8; 0 for no limit
 * @param eventLength code points of an event's name
 * @param reservedEvents whether event names may pass that browser clients would take for events of their own
 */
public record MessageLimits(
        int depth, int numberLength, int exponent, int statusBytes, int eventLength, boolean reservedEvents) {

    /** The limits of the protocol. */
    public static final MessageLimits DEFAULT = new MessageLimits(32, 100, 9999, 4096, 64, false);

    /** {@return these limits with another size for statuses} */
    public MessageLimits withStatusBytes(int bytes) {
        return new MessageLimits(depth, numberLength, exponent, bytes, eventLength, reservedEvents);
    }

    /** {@return these limits with reserved event names let through or not} */
    public MessageLimits withReservedEvents(boolean pass) {
        return new MessageLimits(depth, numberLength, exponent, statusBytes, eventLength, pass);
    }
}
