package rtc.muc.internal.protocol;

/**
 * One well-formed JSON value as its original text: white space, the order of keys and the digits of numbers are
 * preserved.
 *
 * @param text the JSON, without white space around it
 */
public record JsonText(String text) {

    /** The empty object, which is the status of a peer that sent none. */
    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

    /** {@return whether this is a JSON object} */
    public boolean isObject() {
        return text.startsWith("{");
    }

    /** {@return whether this is the JSON value {@code null}} */
    public boolean isNull() {
        return text.equals("null");
    }

    @Override
    public String toString() {
        return text;
    }
}
