package rtc.wire;

/** JSON in tests, written with single quotes for readability. */
public final class SingleQuotes {

    private SingleQuotes() {}

    /** Replaces the single quotes with double quotes. */
    public static String json(String text) {
        return text.replace('\'', '"');
    }
}
