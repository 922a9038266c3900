package rtc.muc.internal.websocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the data in transit to one client. The buffers of the kernel and of proxies hold megabytes, whose transfer
 * takes minutes on a slow line: statuses would be outdated on arrival, and a client that reads slowly could not be
 * distinguished from one that does not read.
 *
 * <p>So pings are sent between the texts. A pong proves that the client has received the texts before the ping. A
 * client that has never answered such a ping is not limited.
 */
final class FlowWindow {

    /** Once this many characters are in transit, the next text waits. */
    static final int SIZE = 256 * 1024;

    /** After this many characters the client is asked for another confirmation. */
    static final int STEP = 64 * 1024;

    /** The maximum number of unanswered pings; until one is answered, no more are sent. They cover 16 Mi characters. */
    static final int MANY = 256;

    private record Question(long send, long characters) {}

    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();

    // Written by the thread that receives the pongs:
    private volatile boolean bound;
    private volatile long confirmed;

    private volatile boolean lifted;

    /** Written by the sending thread. */
    private volatile boolean full;

    // Accessed only by the sending thread:
    private long sent;
    private long askedAt;

    /** Counts a text that is sent. */
    void sends(int characters) {
        sent += characters;
    }

    /** {@return whether the next text must wait for a pong} Called by the sending thread. */
    boolean isFull() {
        boolean now = bound && !lifted && sent - confirmed >= SIZE;
        if (now != full) {
            full = now;
        }
        return now;
    }

    /** {@return whether texts wait for a pong} May be called by any thread. */
    boolean waits() {
        return full;
    }

    /**
     * {@return whether the client should be asked for a confirmation} This is due after each step, and also while texts
     * wait although the client has answered all pings: before its first answer, more may have been sent than the pings
     * cover. Texts wait if the last call of {@link #isFull} returned true. Called by the sending thread.
     */
    boolean isQuestionDue() {
        return (sent - askedAt >= STEP && unanswered.get() < MANY) || (full && unanswered.get() == 0);
    }

    /** Records that the client is asked, by a ping that carries this number of sends. */
    void asks(long send) {
        askedAt = sent;
        unanswered.incrementAndGet();
        questions.add(new Question(send, sent));
    }

    /**
     * Processes a pong that has returned this number of sends. Called by one thread at a time.
     *
     * @return whether the client was asked by a ping with this number, and had not answered that ping before
     */
    boolean confirm(long send) {
        boolean answered = false;
        for (Question next = questions.peek(); next != null && next.send() <= send; next = questions.peek()) {
            var unused = questions.poll();
            unanswered.decrementAndGet();
            confirmed = next.characters();
            answered = next.send() == send;
        }
        if (answered) {
            bound = true;
        }
        return answered;
    }

    /** {@return how many characters the client has confirmed} */
    long confirmed() {
        return confirmed;
    }

    /** Lifts the limit: from now on, no text waits for a pong. */
    void lift() {
        lifted = true;
    }
}
