package rtc.muc.internal.handshake;

import java.time.Instant;

/**
 * How long a client has access.
 *
 * @param until the end of the granted access
 * @param end when the connection is closed: at the end of the granted access, or a little later to allow for clock skew
 */
public record AccessPeriod(Instant until, Instant end) {

    /** Access without an end. */
    public static final AccessPeriod UNLIMITED = new AccessPeriod(Instant.MAX, Instant.MAX);

    /** {@return this period, limited to the given time} */
    public AccessPeriod cappedAt(Instant moment) {
        return new AccessPeriod(earlier(until, moment), earlier(end, moment));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
