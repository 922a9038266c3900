package rtc.muc.internal.websocket;

/** Why a resume failed, as far as it matters for limits. */
enum FailedResume {

    /** The token is that of a peer that has left, or nobody can resume. */
    EXPIRED,

    /** The token may be that of another node. */
    MISSED,

    /** The token is another client's, or was never given out. */
    GUESS
}
