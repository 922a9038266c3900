package rtc.muc.internal.websocket;

/** Why a resume failed, as far as it matters for limits. */
enum FailedResume {

    /** The token is that of a peer that has left, or nobody can resume. */
    EXPIRED,

    /** The token may be that of another node. All nodes are asked. */
    MISSED,

    /** The same, but clients of that address have asked too often. */
    TOO_OFTEN,

    /** The token is another client's, or was never given out. */
    GUESS
}
