package rtc.muc;

import java.util.Locale;

/** What a peer may do in its room besides seeing the others. A peer with none of these is an observer. */
public enum Permission {
    /** Send events to other peers. Without it a peer cannot take part in a call. */
    SEND,

    /** Show the others a status of its own. Without it the status is {@code {}}. */
    STATUS;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** {@return how it is written in a token, such as {@code send}} */
    public String word() {
        return word;
    }
}
