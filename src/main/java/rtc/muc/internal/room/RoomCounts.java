package rtc.muc.internal.room;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import rtc.muc.EndReason;

/** Counters of the events in all rooms of this node since its start. Thread-safe; counting acquires no lock. */
public final class RoomCounts {

    private final LongAdder joins = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final Map<EndReason, LongAdder> endings;

    RoomCounts() {
        Map<EndReason, LongAdder> made = new EnumMap<>(EndReason.class);
        Arrays.stream(EndReason.values()).forEach(ending -> made.put(ending, new LongAdder()));
        endings = Collections.unmodifiableMap(made);
    }

    /** {@return how many peers of this node have joined} */
    public long joins() {
        return joins.sum();
    }

    /** {@return how many messages the clients of this node have sent, including refused ones} */
    public long messages() {
        return messages.sum();
    }

    /** {@return how many peers of this node have ended for this reason, joined or not} */
    public long ended(EndReason ending) {
        return counter(ending).sum();
    }

    void countJoin() {
        joins.increment();
    }

    void countMessage() {
        messages.increment();
    }

    void countEnd(EndReason ending) {
        counter(ending).increment();
    }

    private LongAdder counter(EndReason ending) {
        return Objects.requireNonNull(endings.get(ending));
    }
}
