package rtc.signaling;

import org.jspecify.annotations.Nullable;

/** Checks the JSON text of a payload against the rules of the protocol before the payload is sent. */
final class PayloadRules {

    /** A message may have 32 levels of nesting, the first of which is the message itself. */
    private static final int MAX_DEPTH = 31;

    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_EXPONENT_DIGITS = 4;

    private final String json;
    private int at;
    private int depth;

    private PayloadRules(String json) {
        this.json = json;
    }

    /** Describes the rule that a well-formed JSON text breaks; null if the text breaks no rule. */
    static @Nullable String brokenBy(String json) {
        return new PayloadRules(json).check();
    }

    private @Nullable String check() {
        while (at < json.length()) {
            char c = json.charAt(at);
            String problem = null;
            if (c == '"') {
                problem = string();
            } else if (c == '{' || c == '[') {
                depth++;
                problem = depth > MAX_DEPTH ? "The data is nested more than " + MAX_DEPTH + " levels deep" : null;
                at++;
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                problem = number();
            } else {
                depth -= c == '}' || c == ']' ? 1 : 0;
                at++;
            }
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String string() {
        boolean high = false;
        at++;
        while (json.charAt(at) != '"') {
            char c = json.charAt(at++);
            if (c == '\\') {
                c = escaped();
            }
            if (high != Character.isLowSurrogate(c)) {
                return "A string contains half a character: a lone surrogate";
            }
            high = Character.isHighSurrogate(c);
        }
        at++;
        return high ? "A string contains half a character: a lone surrogate" : null;
    }

    private char escaped() {
        if (json.charAt(at++) != 'u') {
            return ' ';
        }
        at += 4;
        return (char) Integer.parseInt(json, at - 4, at, 16);
    }

    private @Nullable String number() {
        int start = at;
        int exponent = -1;
        while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
            if ("eE".indexOf(json.charAt(at)) >= 0) {
                exponent = at + 1;
            }
            at++;
        }
        if (at - start > MAX_NUMBER_LENGTH) {
            return "A number has more than " + MAX_NUMBER_LENGTH + " characters";
        }
        return exponent >= 0
                        && json.substring(exponent, at)
                                        .replaceFirst("^[+-]?0*", "")
                                        .length()
                                > MAX_EXPONENT_DIGITS
                ? "The exponent of a number is beyond 9999"
                : null;
    }
}
