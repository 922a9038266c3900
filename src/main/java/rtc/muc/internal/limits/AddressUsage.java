package rtc.muc.internal.limits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.SessionLimiter.Answer;

/** The usage of one address: its connections and its rate tokens. Thread-safe. */
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

    /**
     * {@return the result of adding a connection; null if this object is closed, so that the address needs a new one}
     */
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

    /**
     * {@return the result that adding a connection would have; null if this object is closed} Counts as one question.
     */
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

    /** Closes this object if the address has no connections and its buckets are full; returns whether it is closed. */
    boolean close(long now) {
        synchronized (lock) {
            closed = sessions == 0 && handshakes.isFull(now) && questions.isFull(now);
            return closed;
        }
    }
}
