package rtc.muc.internal.cluster;

/** An event that a client has sent, followed on its way. */
final class Sending {

    final SimulatedClient sender;
    final Presentation recipient;
    final String kind;

    /** Counts what the client does. */
    final int operation;

    /** Which call it is about, 0 for none. */
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
