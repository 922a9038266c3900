package rtc.muc;

import java.util.Locale;

/** What a peer may do in its room besides seeing the others. A peer without permissions is an observer. */
public enum Permission {
    /** Send events to other peers. Without it a peer cannot take part in a call. */
    SEND,

    /** Show the others a status of its own. Without it the status is {@code {}}. */
    STATUS;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** {@return its name in tokens, such as {@code send}} */
    public String word() {
        return word;
    }
}
