package rtc.muc.internal.websocket;

/** What happens to the connection of a user whose HTTP session ends. */
public enum Logout {
    /** It is closed with 4401. */
    END,
    /** It remains open, as connections without a user always do. */
    KEEP
}
