package rtc.muc.internal.cluster;

/** How one client was told of a peer, once: from then on to its {@code peer_left}. */
final class Presentation {

    final String wireId;

    /** The peer's own id. */
    final String id;

    /** Whether the client was there first, and so makes the offer. */
    final boolean first;

    final long since;
    int status;

    /** The call of the offer that the client made. */
    long offered;

    /** The call of the offer that the client heard. */
    long answered;

    /** The call in whose presentation the other side heard something that was sent in this one. */
    long heardIn;

    boolean connected;

    Presentation(String wireId, boolean first, int status, long since) {
        this.wireId = wireId;
        this.id = ownId(wireId);
        this.first = first;
        this.status = status;
        this.since = since;
    }

    /** {@return the own id of a peer that is known by some id} */
    static String ownId(String wireId) {
        int suffix = wireId.indexOf('~');
        return suffix < 0 ? wireId : wireId.substring(0, suffix);
    }
}
