package rtc.muc.internal.cluster;

import java.util.concurrent.atomic.LongAdder;

/** Counters of the sessions with all other nodes since the start. Thread-safe. */
public final class LinkCounts {

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder silences = new LongAdder();
    private final LongAdder losses = new LongAdder();
    private final LongAdder overflows = new LongAdder();

    LinkCounts() {}

    /** {@return how many sessions have begun} */
    public long begun() {
        return begun.sum();
    }

    /** {@return how many sessions have ended for any reason, except that this node stops} */
    public long ended() {
        return ended.sum();
    }

    /** {@return how many sessions this node has ended because the other node was silent} */
    public long silences() {
        return silences.sum();
    }

    /** {@return how many sessions this node has ended because a message of the other node was lost} */
    public long losses() {
        return losses.sum();
    }

    /** {@return how many sessions this node has ended because too many changes waited for the other node} */
    public long overflows() {
        return overflows.sum();
    }

    void countBegin() {
        begun.increment();
    }

    void countEnd(SessionEnd why) {
        ended.increment();
        if (why == SessionEnd.SILENCE) {
            silences.increment();
        } else if (why == SessionEnd.LOSS) {
            losses.increment();
        } else if (why == SessionEnd.OVERFLOW) {
            overflows.increment();
        }
    }
}
