package rtc.muc.room;

import java.util.Locale;

/** What a peer may do beside being in its room: with a status, and told of the others. */
public enum Permission {
    /** Send events to other peers, without which there is no call: who may not is an observer. */
    SEND;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** {@return how it is written in a token, such as {@code send}} */
    public String word() {
        return word;
    }
}
