package rtc.muc.internal.protocol;

import jakarta.json.bind.Jsonb;
import java.util.List;

/**
 * The head of one kind of message, the fields of the protocol's own. JSON-B writes it once, with holes for the values
 * that differ, and the holes are filled for each message: what JSON-B does for every message of a kind is done once for
 * the kind.
 */
final class MessageTemplate {

    /** Stands for a value that each message has of its own. */
    static final String HOLE = "?";

    private final Jsonb jsonb;
    private final List<String> between;

    /** @param withHoles a record of the head's fields, some of them {@link #HOLE} */
    MessageTemplate(Jsonb jsonb, Object withHoles) {
        this.jsonb = jsonb;
        String text = jsonb.toJson(withHoles);
        this.between = List.of(text.substring(0, text.length() - 1).split("\"\\" + HOLE + "\"", -1));
    }

    /**
     * Begins a message.
     *
     * @param roomForMore characters that are going to follow
     * @param values what goes into the holes, one after the other
     * @return the head, open at its end for further fields
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

    /** Adds a field to what {@link #begin} returned. */
    void field(StringBuilder text, String key, String value) {
        quote(text.append(",\"").append(key).append("\":"), value);
    }

    private StringBuilder quote(StringBuilder text, String value) {
        return isPlain(value) ? text.append('"').append(value).append('"') : text.append(jsonb.toJson(value));
    }

    /** Whether JSON has the text as it is. */
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
