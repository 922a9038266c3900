package rtc.muc.internal.protocol;

/**
 * Makes text from outside safe for the log: one short line without control characters and without changes of the
 * writing direction. All text that a client controls passes through this class before it is logged.
 */
public final class Printable {

    /** The maximum length of the result, in code points, not counting the ellipsis. */
    public static final int MAX_LENGTH = 200;

    private Printable() {}

    /**
     * {@return the text, cut after {@value #MAX_LENGTH} code points, with {@code ?} for control, format, private-use
     * and unassigned characters, line separators and lone surrogates}
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
