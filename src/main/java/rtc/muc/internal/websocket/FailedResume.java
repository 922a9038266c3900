package rtc.muc.internal.websocket;

/** Why a resume failed, as far as the limits distinguish it. */
enum FailedResume {

    /** The token belongs to a peer that has left, or resuming is switched off. */
    EXPIRED,

    /** The token may have been issued by another node. */
    MISSED,

    /** The token belongs to another client, or was never issued. */
    GUESS
}
