package rtc.muc;

import java.util.Locale;

/** A permission of a peer in its room. A peer without permissions is an observer, which only receives. */
public enum Permission {
    /** Send events to other peers. Without this permission, a peer cannot take part in a call. */
    SEND,

    /** Publish a status to the other peers. Without this permission, the peer's status is {@code {}}. */
    STATUS;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** {@return the name of this permission in tokens, such as {@code send}} */
    public String word() {
        return word;
    }
}
