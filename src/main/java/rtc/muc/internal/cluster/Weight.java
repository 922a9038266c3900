package rtc.muc.internal.cluster;

import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/** Computes the approximate memory that a message occupies. */
final class Weight {

    /** The bytes of a message's objects, references and queue entry, without its texts. */
    private static final int BESIDE_TEXTS = 200;

    private Weight() {}

    /** {@return the bytes that an event of the application occupies} */
    static int of(ServerMessage.ServerEvent event) {
        @Nullable JsonText data = event.data();
        return of(event.event(), data == null ? "" : data.text());
    }

    /** {@return the bytes that a message with these texts occupies} */
    static int of(String... texts) {
        long weight = BESIDE_TEXTS;
        for (String text : texts) {
            weight += 2L * text.length();
        }
        return (int) Math.min(weight, Integer.MAX_VALUE);
    }
}
