package rtc.muc.internal.handshake;

import java.time.Instant;

/**
 * How long a client has access.
 *
 * @param until until when access was granted
 * @param end when the connection is ended: the same, or somewhat later in case of clocks that differ
 */
public record AccessPeriod(Instant until, Instant end) {

    /** Access without an end. */
    public static final AccessPeriod UNLIMITED = new AccessPeriod(Instant.MAX, Instant.MAX);

    /** {@return this time, or a moment if that is earlier} */
    public AccessPeriod cappedAt(Instant moment) {
        return new AccessPeriod(earlier(until, moment), earlier(end, moment));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
