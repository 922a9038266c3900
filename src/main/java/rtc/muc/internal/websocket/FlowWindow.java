package rtc.muc.internal.websocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the data in transit to one client. The buffers of the kernel and of proxies hold megabytes, which take minutes
 * on a slow line: statuses would be old on arrival, and a client that reads would look like one that does not.
 *
 * <p>So pings are sent between the texts. The pong proves that the client has received what was sent before the ping. A
 * client that has never answered such a ping is not limited.
 */
final class FlowWindow {

    /** How many characters may be on the way before the next text waits. */
    static final int SIZE = 256 * 1024;

    /** After this many characters the client is asked for another confirmation. */
    static final int STEP = 64 * 1024;

    /** How many unanswered pings are remembered; with so many, no more are sent. They cover 16 Mi characters. */
    static final int MANY = 256;

    private record Question(long send, long characters) {}

    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();

    // Written by the thread that takes the pongs:
    private volatile boolean bound;
    private volatile long confirmed;

    private volatile boolean lifted;

    /** Written by the thread that sends. */
    private volatile boolean full;

    // Accessed only by the sending thread:
    private long sent;
    private long askedAt;

    /** A text is sent. */
    void sends(int characters) {
        sent += characters;
    }

    /** {@return whether the next text must wait for a pong} For the thread that sends. */
    boolean isFull() {
        boolean now = bound && !lifted && sent - confirmed >= SIZE;
        if (now != full) {
            full = now;
        }
        return now;
    }

    /** {@return whether texts wait for a pong} For any thread. */
    boolean waits() {
        return full;
    }

    /**
     * {@return whether it is time to ask the client} That is so after each step, and when texts wait though the client has
     * answered all questions: before its first answer, more was sent than the questions cover. Whether texts wait is as
     * {@link #isFull} last found it. For the thread that sends.
     */
    boolean isQuestionDue() {
        return (sent - askedAt >= STEP && unanswered.get() < MANY) || (full && unanswered.get() == 0);
    }

    /** The client is asked, by a ping that carries this number of sends. */
    void asks(long send) {
        askedAt = sent;
        unanswered.incrementAndGet();
        questions.add(new Question(send, sent));
    }

    /**
     * A pong has brought back a number of sends. Called by one thread at a time.
     *
     * @return whether the client was asked by a ping of this number, and has not answered before
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

    /** From now on nothing waits for a pong. */
    void lift() {
        lifted = true;
    }
}
