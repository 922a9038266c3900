package rtc.muc.internal.cluster;

/** Why a session with another node has ended. */
public enum SessionEnd {
    SILENCE("nothing has arrived from it for too long"),
    LOSS("a message from it was lost"),
    OVERFLOW("more changes than muc.cluster-queue-size allows waited to be sent to it"),
    OTHER_SIDE("it has ended the session"),
    STOP("it stops"),
    FAILURE("a change of one of its peers could not be applied");

    private final String words;

    SessionEnd(String words) {
        this.words = words;
    }

    /** {@return the reason in words, in which "it" is the other node} */
    public String words() {
        return words;
    }
}
