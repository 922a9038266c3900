package rtc.muc.internal.websocket;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The memory of one outbox: the texts that wait, and those in flight until their sends are done. For any number of
 * threads; everything that was counted is released exactly once.
 *
 * <p>A send that is done does not say which it was. So each counts at the place of its number, and frees what stands at
 * the place of the number of sends done before it: after a while the two are the same, in whatever order sends are done.
 */
final class OutboxMemory {

    private final OutboxBudget budget;
    private final AtomicInteger bytes = new AtomicInteger();
    private final AtomicInteger flying = new AtomicInteger();
    private final AtomicIntegerArray flight;

    /** @param window how many sends may be in flight */
    OutboxMemory(OutboxBudget budget, int window) {
        this.budget = budget;
        this.flight = new AtomicIntegerArray(window);
    }

    /** {@return how many of the bytes are in flight} */
    int flying() {
        return flying.get();
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

    /** Counts bytes that are held no longer. */
    void release(int count) {
        hold(-count);
    }

    /** A text that is held goes into flight, by the send of that number. */
    void takesOff(long send, int count) {
        if (count != 0) {
            flying.addAndGet(count);
            flight.addAndGet(place(send), count);
        }
    }

    /** A send is done, after so many others. */
    void lands(long send) {
        int place = place(send);
        if (flight.get(place) != 0) {
            int count = flight.getAndSet(place, 0);
            flying.addAndGet(-count);
            release(count);
        }
    }

    /** All sends in flight are given up. */
    void landsAll() {
        for (int send = 0; send < flight.length(); send++) {
            lands(send);
        }
    }

    private int place(long send) {
        return (int) (send % flight.length());
    }
}
