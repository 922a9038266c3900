package rtc.muc.internal.cluster;

/** An event that a client has sent, and what has happened to it so far. */
final class Sending {

    final SimulatedClient sender;
    final Presentation recipient;
    final String kind;

    /** The number of this event among the statuses and events that the client has sent. */
    final int operation;

    /** The call that the event belongs to, 0 if none. */
    final long call;

    final long sentAt;

    boolean taken;
    boolean delivered;
    boolean refused;
    boolean heard;

    Sending(SimulatedClient sender, Presentation recipient, String kind, int operation, long call, long sentAt) {
        this.sender = sender;
        this.recipient = recipient;
        this.kind = kind;
        this.operation = operation;
        this.call = call;
        this.sentAt = sentAt;
    }

    @Override
    public String toString() {
        return kind + operation + " " + sender.id() + "->" + recipient.wireId;
    }
}
