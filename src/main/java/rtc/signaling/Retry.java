package rtc.signaling;

/** Whether and when it makes sense to connect again after a connection has ended or could not be made. */
public enum Retry {

    /** Do not connect again: another attempt would end the same way. */
    NEVER,

    /** Connect after a short pause, which grows with each failure. */
    SOON,

    /** Wait at least 30 seconds before connecting again: the client exceeded a rate limit of the server. */
    LATER
}
