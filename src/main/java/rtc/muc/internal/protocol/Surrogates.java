package rtc.muc.internal.protocol;

/** Finds lone surrogates in JSON text, raw or escaped, which UTF-8 cannot represent. */
final class Surrogates {

    private Surrogates() {}

    /**
     * {@return whether the text has no lone surrogate}
     *
     * @param json well-formed JSON, which contains only ASCII outside of strings and only complete escapes
     */
    static boolean paired(String json) {
        boolean high = false;
        for (int i = 0; i < json.length(); i++) {
            char unit = json.charAt(i);
            if (unit == '\\') {
                i++;
                if (json.charAt(i) == 'u') {
                    unit = (char) Integer.parseInt(json, i + 1, i + 5, 16);
                    i += 4;
                }
            }
            if (high != Character.isLowSurrogate(unit)) {
                return false;
            }
            high = Character.isHighSurrogate(unit);
        }
        return !high;
    }
}
