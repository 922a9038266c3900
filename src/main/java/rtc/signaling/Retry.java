package rtc.signaling;

/** Whether and when it makes sense to connect again after a connection has ended or could not be made. */
public enum Retry {

    /** Not at all: it would end the same way. */
    NEVER,

    /** After a short pause, which grows while it does not help. */
    SOON,

    /** Not within 30 seconds: the server has asked for quiet. */
    LATER
}
