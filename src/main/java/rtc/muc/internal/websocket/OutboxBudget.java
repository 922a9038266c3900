package rtc.muc.internal.websocket;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all outboxes of this node may hold together. Thread-safe. */
final class OutboxBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit the limit in bytes; 0 for none */
    OutboxBudget(long limit) {
        this.limit = limit;
    }

    /** Counts bytes that an outbox holds from now on; a negative number subtracts bytes that it no longer holds. */
    void count(int bytes) {
        used.addAndGet(bytes);
    }

    /** {@return whether the outboxes hold more than the limit} */
    boolean isUsedUp() {
        return limit > 0 && used.get() > limit;
    }

    /** {@return the limit in bytes; 0 for none} */
    long limit() {
        return limit;
    }

    /** {@return how many bytes all outboxes hold} */
    long used() {
        return used.get();
    }
}
