package rtc.muc.internal.protocol;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tokens of JSON text, without spacing: strings by value, numbers digit by digit. They are read without the codec,
 * so tests can compare the codec's results with them.
 *
 * @param tokens the tokens in order
 * @param depth the deepest level of nested objects and arrays
 */
record JsonTokens(List<String> tokens, int depth) {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final String KEY = "key ";
    private static final String NUMBER = "number ";

    /** The tokens of one JSON value. */
    static JsonTokens of(String json) {
        List<String> tokens = new ArrayList<>();
        int depth = 0;
        int deepest = 0;
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            while (parser.hasNext()) {
                Event event = parser.next();
                tokens.add(
                        switch (event) {
                            case KEY_NAME -> KEY + parser.getString();
                            case VALUE_STRING -> "string " + parser.getString();
                            case VALUE_NUMBER -> NUMBER + parser.getString();
                            default -> event.name();
                        });
                depth += rise(event);
                deepest = Math.max(deepest, depth);
            }
        }
        return new JsonTokens(tokens, deepest);
    }

    /** The token of a JSON string with this value. */
    static JsonTokens ofString(String value) {
        return new JsonTokens(List.of("string " + value), 0);
    }

    /** The values of this JSON object by key, in order. */
    Map<String, JsonTokens> fields() {
        Map<String, JsonTokens> fields = new LinkedHashMap<>();
        for (int at = 1; tokens.get(at).startsWith(KEY); ) {
            int end = endOfValue(at + 1);
            fields.put(tokens.get(at).substring(KEY.length()), new JsonTokens(tokens.subList(at + 1, end), depth - 1));
            at = end;
        }
        return fields;
    }

    /** The numbers, digit by digit. */
    List<String> numbers() {
        return tokens.stream()
                .filter(token -> token.startsWith(NUMBER))
                .map(token -> token.substring(NUMBER.length()))
                .toList();
    }

    private int endOfValue(int start) {
        int level = 0;
        int at = start;
        do {
            level += rise(tokens.get(at++));
        } while (level > 0);
        return at;
    }

    private static int rise(Event event) {
        return rise(event.name());
    }

    private static int rise(String token) {
        return switch (token) {
            case "START_OBJECT", "START_ARRAY" -> 1;
            case "END_OBJECT", "END_ARRAY" -> -1;
            default -> 0;
        };
    }

    /** Compares the tokens only, not the depth. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonTokens that && tokens.equals(that.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    @Override
    public String toString() {
        return tokens.stream().collect(Collectors.joining(" "));
    }
}
