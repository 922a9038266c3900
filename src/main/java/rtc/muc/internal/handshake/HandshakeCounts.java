package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.LongAdder;

/** Counters of the refused handshakes since the start. Plain requests are not counted. Thread-safe. */
public final class HandshakeCounts {

    private static final int TOO_MANY_REQUESTS = 429;

    private final LongAdder byLimits = new LongAdder();
    private final LongAdder byAccess = new LongAdder();
    private final LongAdder invalid = new LongAdder();

    HandshakeCounts() {}

    /** {@return how many handshakes were refused with 429 or 503} */
    public long refusedByLimits() {
        return byLimits.sum();
    }

    /** {@return how many handshakes were refused with 401 or 403} */
    public long refusedByAccess() {
        return byAccess.sum();
    }

    /** {@return how many handshakes were refused with another status, because they were invalid} */
    public long invalid() {
        return invalid.sum();
    }

    void countRefusal(int status) {
        switch (status) {
            case TOO_MANY_REQUESTS, HttpServletResponse.SC_SERVICE_UNAVAILABLE -> byLimits.increment();
            case HttpServletResponse.SC_UNAUTHORIZED, HttpServletResponse.SC_FORBIDDEN -> byAccess.increment();
            default -> invalid.increment();
        }
    }
}
