package rtc.muc.internal.cluster;

import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/** The approximate memory that a message takes. */
final class Weight {

    /** Objects, references and places in a queue. */
    private static final int BESIDE_TEXTS = 200;

    private Weight() {}

    /** {@return the bytes that an event of the application takes} */
    static int of(ServerMessage.ServerEvent event) {
        @Nullable JsonText data = event.data();
        return of(event.event(), data == null ? "" : data.text());
    }

    /** {@return the bytes that a message of such texts takes} */
    static int of(String... texts) {
        int weight = BESIDE_TEXTS;
        for (String text : texts) {
            weight += 2 * text.length();
        }
        return weight;
    }
}
