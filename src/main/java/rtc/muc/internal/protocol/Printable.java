package rtc.muc.internal.protocol;

/**
 * Text from outside, made fit for a log: whatever is in it, it is one line, moves no cursor, turns no writing direction,
 * and is not long. Everything that a client can choose goes through here on its way to a log.
 */
public final class Printable {

    /** The most of a text that is shown, in code points. */
    public static final int MAX_LENGTH = 200;

    private Printable() {}

    /**
     * {@return the text with {@code ?} for control and format characters, line separators, lone surrogates and what is
     * unassigned, and cut at {@value #MAX_LENGTH} code points}
     */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).map(Printable::shown).forEach(shown::appendCodePoint);
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            shown.append('…');
        }
        return shown.toString();
    }

    private static int shown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> '?';
            default -> codePoint;
        };
    }
}
