package rtc.muc.internal.websocket;

/**
 * The memory of texts on the heap, as HotSpot stores them: one byte per character of Latin-1 text, two of any other
 * text.
 */
final class StringMemory {

    /**
     * The bytes that a waiting text takes in addition to its characters: a string and its array (40), an entry in a
     * queue (24), and a {@link QueuedText} (40).
     */
    private static final int OBJECTS = 104;

    private static final int LATIN_1 = 0xFF;

    private StringMemory() {}

    /** {@return the bytes that a text takes while it waits} */
    static int bytes(String text) {
        long bytes = OBJECTS + (isLatin1(text) ? text.length() : 2L * text.length());
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static boolean isLatin1(String text) {
        int units = 0;
        for (int i = 0; i < text.length(); i++) {
            units |= text.charAt(i);
        }
        return units <= LATIN_1;
    }
}
