package rtc.muc.internal.limits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.SessionLimiter.Answer;

/** What is remembered of one address: its connections, and its tokens for more. For any number of threads. */
final class AddressUsage {

    private final int sessionLimit;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final TokenBucket handshakes;

    @GuardedBy("lock")
    private final TokenBucket questions;

    @GuardedBy("lock")
    private int sessions;

    @GuardedBy("lock")
    private boolean closed;

    AddressUsage(SessionLimits limits, long now) {
        this.sessionLimit = limits.sessionsPerAddress();
        this.handshakes = new TokenBucket(limits.handshakes(), now);
        this.questions = new TokenBucket(limits.questions(), now);
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

    /** {@return what would become of one more, null if this is closed and the address needs another} */
    @Nullable
    Answer ask(long now) {
        synchronized (lock) {
            if (closed) {
                return null;
            }
            if (!questions.take(1, now) || !handshakes.holds(1, now)) {
                return Answer.TOO_FAST;
            }
            return sessionLimit > 0 && sessions >= sessionLimit ? Answer.TOO_MANY : Answer.IN;
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
            closed = sessions == 0 && handshakes.isFull(now) && questions.isFull(now);
            return closed;
        }
    }
}
