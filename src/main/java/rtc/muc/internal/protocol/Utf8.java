package rtc.muc.internal.protocol;

/** Computes sizes in UTF-8 without encoding. */
public final class Utf8 {

    private Utf8() {}

    /**
     * {@return whether a text takes at most this many bytes in UTF-8} The characters are read only if the length alone
     * is not decisive.
     */
    public static boolean fits(String text, int bytes) {
        return text.length() * 3L <= bytes || (text.length() <= bytes && bytes(text) <= bytes);
    }

    /**
     * {@return the size of a text in UTF-8; a lone surrogate counts as two bytes, so that the sizes of a text's parts
     * add up to its own}
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
