package rtc.signaling;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Splits the text of a JSON object into its members. It only matches quotes and brackets and does not parse the values,
 * so the other members remain readable if one value cannot be parsed. It does not recurse, so a deeply nested value
 * cannot overflow the stack.
 */
final class JsonMembers {

    private static final int MAX_DEPTH = 1 << 20;

    private final String text;
    private int at;

    private JsonMembers(String text) {
        this.text = text;
    }

    /**
     * Returns the text of each member's value, by the text of the member's name including its quotes.
     *
     * @throws IllegalArgumentException if the text is not an object, or its quotes or brackets do not match
     */
    static Map<String, String> split(String object) {
        return new JsonMembers(object).split();
    }

    private Map<String, String> split() {
        var members = new LinkedHashMap<String, String>();
        expect('{');
        if (peek() == '}') {
            at++;
        } else {
            do {
                String name = value();
                expect(':');
                members.put(name, value());
            } while (isFollowed());
        }
        skipSpace();
        check(at == text.length());
        return members;
    }

    private boolean isFollowed() {
        char next = peek();
        check(next == ',' || next == '}');
        at++;
        return next == ',';
    }

    private String value() {
        skipSpace();
        int start = at;
        var brackets = new StringBuilder();
        while (brackets.length() > 0 || !isEndOfValue(peek())) {
            take(brackets);
        }
        check(at > start);
        return text.substring(start, at).strip();
    }

    private static boolean isEndOfValue(char c) {
        return c == ',' || c == ':' || c == '}' || c == ']';
    }

    private void take(StringBuilder brackets) {
        char c = peek();
        at++;
        if (c == '"') {
            skipString();
        } else if (c == '{' || c == '[') {
            check(brackets.length() < MAX_DEPTH);
            brackets.append(c == '{' ? '}' : ']');
        } else if (c == '}' || c == ']') {
            int innermost = brackets.length() - 1;
            check(innermost >= 0 && brackets.charAt(innermost) == c);
            brackets.setLength(innermost);
        }
    }

    private void skipString() {
        for (char c = next(); c != '"'; c = next()) {
            if (c == '\\') {
                next();
            }
        }
    }

    private void expect(char expected) {
        check(peek() == expected);
        at++;
    }

    private char peek() {
        skipSpace();
        check(at < text.length());
        return text.charAt(at);
    }

    private char next() {
        check(at < text.length());
        return text.charAt(at++);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("Malformed JSON");
        }
    }
}
