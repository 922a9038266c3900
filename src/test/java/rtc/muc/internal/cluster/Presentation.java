package rtc.muc.internal.cluster;

/** One presentation of a peer to a client; it lasts until {@code peer_left}. */
final class Presentation {

    final String wireId;

    /** The peer's own id. */
    final String id;

    /** Whether the client joined before the peer, and so makes the offer. */
    final boolean first;

    final long since;
    int status;

    /** The call in which the client made the offer, 0 if none. */
    long offered;

    /** The call in which the client received the offer, 0 if none. */
    long answered;

    /** The call of the other side's presentation in which an event that was sent in this one arrived, 0 if none. */
    long heardIn;

    boolean connected;

    Presentation(String wireId, boolean first, int status, long since) {
        this.wireId = wireId;
        this.id = ownId(wireId);
        this.first = first;
        this.status = status;
        this.since = since;
    }

    /** {@return the own id of the peer with this wire id} */
    static String ownId(String wireId) {
        int suffix = wireId.indexOf('~');
        return suffix < 0 ? wireId : wireId.substring(0, suffix);
    }
}
