package rtc.muc.internal.cluster;

/** What a message takes in memory, about. */
final class Weight {

    /** Objects, references and places in a queue. */
    private static final int BESIDE_TEXTS = 200;

    private Weight() {}

    /** {@return the bytes that a message of such texts takes} */
    static int of(String... texts) {
        int weight = BESIDE_TEXTS;
        for (String text : texts) {
            weight += 2 * text.length();
        }
        return weight;
    }
}
