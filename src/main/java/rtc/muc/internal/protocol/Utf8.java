package rtc.muc.internal.protocol;

/** Sizes of text in UTF-8, without encoding it. */
public final class Utf8 {

    private Utf8() {}

    /** {@return whether a text takes at most so many bytes in UTF-8; looks at the characters only where it must} */
    public static boolean fits(String text, int bytes) {
        return text.length() * 3L <= bytes || (text.length() <= bytes && bytes(text) <= bytes);
    }

    /**
     * {@return the bytes that a text takes in UTF-8; a half of a surrogate pair counts two, so parts of a text add up}
     */
    public static int bytes(CharSequence text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes += 1;
            } else if (unit < 0x800 || Character.isSurrogate(unit)) {
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
