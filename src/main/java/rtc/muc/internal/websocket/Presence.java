package rtc.muc.internal.websocket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client that tried to resume on another node still uses its connection to this one.
 *
 * <p>The other node states how long ago the client connected to it, but the time in transit is unknown. So if the
 * client has resumed here at about the same time, either may have been first, and the client is asked, by a ping on its
 * connection: only a client that has come back answers. A client that has never resumed cannot have come back, because
 * it received its token over its first connection.
 *
 * <p>Accessed in the client's {@link Turns}, except where stated.
 */
final class Presence {

    /** How long a notice of another node is in transit at most, even if this node pauses meanwhile. */
    static final Duration LONGEST_TRANSIT = Duration.ofMinutes(1);

    /** How long a client may take to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private volatile long since;
    private boolean resumed;

    /** The numbers of the questions are negative, unlike those of other pings. */
    private long lastQuestion;

    /** The question that the client has not answered; 0 if there is none. */
    private volatile long question;

    // Accessed only by the sweep thread:
    private long seenQuestion;
    private long seenAt;

    /** Records when the first connection was opened. */
    void begins(long at) {
        since = at;
    }

    /** Records that the client resumes over a connection that was opened at this time. */
    void resumes(long at) {
        since = at;
        resumed = true;
        question = 0;
    }

    /** {@return when the current connection was opened, or the latest one if there is none} Called by any thread. */
    long since() {
        return since;
    }

    /**
     * {@return whether the client has certainly moved to another node} If it is uncertain, asks the client.
     *
     * @param attempt when the client seems to have connected to the other node; the attempt may have been earlier
     * @param connection the client's connection to this node, null if there is none
     */
    boolean hasMoved(long attempt, @Nullable ConnectionSender connection) {
        long later = attempt - since;
        if (later < 0) {
            return false;
        }
        if (connection == null || !resumed || later >= LONGEST_TRANSIT.toNanos()) {
            return true;
        }
        question = --lastQuestion;
        connection.ping(lastQuestion);
        return false;
    }

    /** {@return whether a pong with this number answers the question} */
    boolean answers(long number) {
        boolean answer = number < 0 && number == question;
        if (answer) {
            question = 0;
        }
        return answer;
    }

    /** {@return whether the client has not answered the question yet} */
    boolean isAsked() {
        return question < 0;
    }

    /**
     * {@return whether the client has not answered in time, counted from the first sweep after the question} Called by
     * the sweep only.
     *
     * @param now the time in nanoseconds
     */
    boolean isMissing(long now) {
        long current = question;
        if (current != seenQuestion) {
            seenQuestion = current;
            seenAt = now;
        }
        return current < 0 && now - seenAt >= PATIENCE.toNanos();
    }
}
