package rtc.muc.internal.protocol;

import jakarta.json.bind.Jsonb;
import java.util.List;

/**
 * A template of the protocol's own fields in one kind of message. JSON-B writes the fields once, with placeholders for
 * variable values; each message then only replaces the placeholders.
 */
final class MessageTemplate {

    /** The placeholder for a variable value. */
    static final String PLACEHOLDER = "?";

    private final Jsonb jsonb;
    private final List<String> between;

    /** @param head the fields of the head; the variable ones have the value {@link #PLACEHOLDER} */
    MessageTemplate(Jsonb jsonb, Object head) {
        this.jsonb = jsonb;
        String text = jsonb.toJson(head);
        this.between = List.of(text.substring(0, text.length() - 1).split("\"\\" + PLACEHOLDER + "\"", -1));
    }

    /**
     * Begins a message.
     *
     * @param roomForMore the number of characters that will follow
     * @param values the values for the placeholders, in order
     * @return the head, to which fields can be appended
     */
    StringBuilder begin(int roomForMore, String... values) {
        int length = roomForMore;
        for (int i = 0; i < values.length; i++) {
            length += between.get(i).length() + values[i].length() + 2;
        }
        StringBuilder text = new StringBuilder(length + 1).append(between.get(0));
        for (int i = 0; i < values.length; i++) {
            quote(text, values[i]).append(between.get(i + 1));
        }
        return text;
    }

    /** Appends a field to the text that {@link #begin} returned. */
    void field(StringBuilder text, String key, String value) {
        quote(text.append(",\"").append(key).append("\":"), value);
    }

    private StringBuilder quote(StringBuilder text, String value) {
        return isPlain(value) ? text.append('"').append(value).append('"') : text.append(jsonb.toJson(value));
    }

    /** Whether the text needs no escapes in JSON. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            if (unit < ' ' || unit > '~' || unit == '"' || unit == '\\') {
                return false;
            }
        }
        return true;
    }
}
