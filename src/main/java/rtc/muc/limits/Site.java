package rtc.muc.limits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import rtc.muc.limits.Crowd.Answer;

/** What is remembered of one address: its connections, and its tokens for more. For any number of threads. */
final class Site {

    private final int sessionLimit;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final TokenBucket handshakes;

    @GuardedBy("lock")
    private int sessions;

    @GuardedBy("lock")
    private boolean closed;

    Site(CrowdLimits limits, long now) {
        this.sessionLimit = limits.sessionsPerAddress();
        this.handshakes = new TokenBucket(limits.handshakes(), now);
    }

    /** {@return what becomes of one more, null if this is closed and the address needs another} */
    @Nullable
    Answer enter(long now) {
        synchronized (lock) {
            if (closed) {
                return null;
            }
            if (!handshakes.take(1, now)) {
                return Answer.TOO_FAST;
            }
            if (sessionLimit > 0 && sessions >= sessionLimit) {
                return Answer.TOO_MANY;
            }
            sessions++;
            return Answer.IN;
        }
    }

    void leave() {
        synchronized (lock) {
            sessions--;
        }
    }

    /** Closes this for good if there is nothing to be remembered; tells whether it is closed. */
    boolean close(long now) {
        synchronized (lock) {
            closed = sessions == 0 && handshakes.isFull(now);
            return closed;
        }
    }
}
