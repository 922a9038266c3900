package rtc.muc.internal.websocket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;

/**
 * The signs of life of one connection. The container's own timers cannot be used, because sending resets them.
 *
 * <p>The connection's thread only counts frames. The sweep assigns times to them, which are accurate to about one
 * second.
 */
final class Liveness {

    private final LivenessLimits limits;
    private final double phase;

    private final AtomicInteger frames = new AtomicInteger();

    /** The number of the incomplete message; 0 if there is none. */
    private final AtomicInteger unfinished = new AtomicInteger();

    // Accessed only by the connection's thread:
    private int messages;

    // Accessed only by the sweep thread:
    private long openedAt;
    private int seenFrames = -1;
    private long heardAt;
    private int seenUnfinished;
    private long begunAt;
    private long pingAt;

    /** @param phase spreads the pings of all connections: a number from 0 to 1, different for each connection */
    Liveness(LivenessLimits limits, double phase) {
        this.limits = limits;
        this.phase = phase;
    }

    /** Records that a part of a message has arrived. */
    void heard(boolean last) {
        heard();
        if (last) {
            unfinished.lazySet(0);
        } else if (unfinished.getPlain() == 0) {
            unfinished.lazySet(++messages);
        }
    }

    /** Records that a frame has arrived. */
    void heard() {
        frames.lazySet(frames.getPlain() + 1);
    }

    /**
     * Checks the signs of life since the last sweep.
     *
     * @param now the time in nanoseconds
     * @param joined whether the peer is in its room
     * @return the reason for which the connection must be ended now, or null
     */
    @Nullable
    EndReason due(long now, boolean joined) {
        int framesNow = frames.get();
        if (seenFrames < 0) {
            openedAt = now;
            pingAt = now + (long) (limits.ping().toNanos() * (1 + phase) / 2);
        }
        if (framesNow != seenFrames) {
            seenFrames = framesNow;
            heardAt = now;
        }
        int unfinishedNow = unfinished.get();
        if (unfinishedNow != seenUnfinished) {
            seenUnfinished = unfinishedNow;
            begunAt = now;
        }
        if (isOver(now - heardAt, limits.silence())) {
            return EndReason.SILENT;
        }
        if (unfinishedNow != 0 && isOver(now - begunAt, limits.message())) {
            return EndReason.UNFINISHED;
        }
        return !joined && isOver(now - openedAt, limits.join()) ? EndReason.NOT_JOINED : null;
    }

    /** {@return whether nothing has arrived for this time, as of the last sweep} */
    boolean isSilent(long now, Duration time) {
        return now - heardAt >= time.toNanos();
    }

    /** {@return whether a ping is due} If so, the next one is due an interval later. */
    boolean takePing(long now) {
        if (limits.ping().isZero() || now - pingAt < 0) {
            return false;
        }
        pingAt = now + limits.ping().toNanos();
        return true;
    }

    private static boolean isOver(long nanos, Duration limit) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }
}
