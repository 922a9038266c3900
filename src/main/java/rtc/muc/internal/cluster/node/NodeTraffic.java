package rtc.muc.internal.cluster.node;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counters of the messages between this node and all others since the start. Sizes are those of the encoded messages,
 * without the headers of the channel and its encryption. Thread-safe.
 */
public final class NodeTraffic {

    private final LongAdder sent = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder unsent = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    NodeTraffic() {}

    /** {@return how many messages were passed to the channel} */
    public long sent() {
        return sent.sum();
    }

    /** {@return the total size of these messages in bytes} */
    public long sentBytes() {
        return sentBytes.sum();
    }

    /** {@return how many valid messages have arrived} */
    public long received() {
        return received.sum();
    }

    /** {@return the total size of these messages in bytes} */
    public long receivedBytes() {
        return receivedBytes.sum();
    }

    /** {@return how many messages could not be sent} */
    public long unsent() {
        return unsent.sum();
    }

    /** {@return how many messages were dropped because too many waited to be processed} */
    public long dropped() {
        return dropped.sum();
    }

    void countSent(int bytes) {
        sent.increment();
        sentBytes.add(bytes);
    }

    void countReceived(int bytes) {
        received.increment();
        receivedBytes.add(bytes);
    }

    void countUnsent() {
        unsent.increment();
    }

    void countDropped() {
        dropped.increment();
    }
}
