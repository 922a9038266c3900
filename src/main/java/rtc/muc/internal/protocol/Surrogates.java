package rtc.muc.internal.protocol;

/** Finds halves of surrogate pairs that stand alone in JSON text, raw or escaped: no UTF-8 can carry them. */
final class Surrogates {

    private Surrogates() {}

    /**
     * {@return whether every surrogate has its other half next to it}
     *
     * @param json well-formed JSON, so that outside of strings there is nothing but ASCII and each escape is whole
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
