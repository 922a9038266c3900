package rtc.muc.internal.websocket;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The memory of one outbox: the texts that wait, those in flight until their sends are done, and those that are kept.
 * Thread-safe; all bytes that were counted are released exactly once.
 */
final class OutboxMemory {

    private final OutboxBudget budget;
    private final AtomicInteger bytes = new AtomicInteger();

    OutboxMemory(OutboxBudget budget) {
        this.budget = budget;
    }

    /** {@return how many bytes are held} */
    int bytes() {
        return bytes.get();
    }

    /** Counts bytes that are held from now on. */
    void hold(int count) {
        if (count != 0) {
            bytes.addAndGet(count);
            budget.count(count);
        }
    }

    /** Subtracts bytes that are no longer held. */
    void release(int count) {
        hold(-count);
    }

    /** {@return a counter of the texts in flight over one connection} */
    Flight flight(int window) {
        return new Flight(this, window);
    }

    /**
     * The texts in flight over one connection. A completion does not identify its send. So the bytes of each send are
     * stored in the slot of its number, and the n-th completion releases the n-th slot: once all sends have completed,
     * everything is released, in whatever order they complete.
     */
    static final class Flight {

        private final OutboxMemory held;
        private final AtomicInteger flying = new AtomicInteger();
        private final AtomicIntegerArray counts;

        private Flight(OutboxMemory held, int window) {
            this.held = held;
            this.counts = new AtomicIntegerArray(window);
        }

        /** {@return how many of the bytes are in flight} */
        int bytes() {
            return flying.get();
        }

        /** Records that a held text is in flight, by the send with this number. */
        void takesOff(long send, int count) {
            if (count != 0) {
                flying.addAndGet(count);
                counts.addAndGet(place(send), count);
            }
        }

        /** Releases the bytes of a send that is done; the number is that of the sends done before it. */
        void lands(long send) {
            int place = place(send);
            if (counts.get(place) != 0) {
                int count = counts.getAndSet(place, 0);
                flying.addAndGet(-count);
                held.release(count);
            }
        }

        /** Releases the bytes of all sends in flight. */
        void landsAll() {
            for (int send = 0; send < counts.length(); send++) {
                lands(send);
            }
        }

        private int place(long send) {
            return (int) (send % counts.length());
        }
    }
}
