package rtc.wire;

/** JSON in tests, written with single quotes so that it can be read. */
public final class SingleQuotes {

    private SingleQuotes() {}

    /** The JSON, with double quotes in the place of the single ones. */
    public static String json(String text) {
        return text.replace('\'', '"');
    }
}
