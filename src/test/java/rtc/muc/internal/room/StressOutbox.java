package rtc.muc.internal.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.trace.TraceRecorder;

/**
 * An outbox that records what its client receives. The client reads at once or now and then, until it stops reading or
 * its connection is gone. A newer status of a peer replaces one that waits.
 */
final class StressOutbox implements Outbox {

    /**
     * How a client behaves.
     *
     * @param bound how many messages may wait for the client
     * @param reads how many messages it reads before it stops reading
     * @param lives how many messages it receives before its connection turns out to be gone
     * @param lag the client reads at one of this many opportunities, on average
     */
    record Manners(int bound, int reads, int lives, int lag) {

        static final Manners GOOD = new Manners(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 1);

        static final Manners SLOW = new Manners(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 10);

        static Manners stallsAfter(int messages) {
            return new Manners(4, messages, Integer.MAX_VALUE, 1);
        }

        static Manners goneAfter(int messages) {
            return new Manners(Integer.MAX_VALUE, Integer.MAX_VALUE, messages, 1);
        }
    }

    /** A waiting text, and the peer whose status it contains; empty if it contains none. */
    private record Waiting(String peer, String text) {}

    private final TraceRecorder recorder;
    private final MessageEncoder encoding;
    private final Manners manners;
    private final Jitter jitter;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final AtomicReference<@Nullable EndReason> ending = new AtomicReference<>();
    private final AtomicInteger closes = new AtomicInteger();
    private int unread;
    private volatile int dropped;
    private volatile boolean full;
    private volatile boolean gone;

    StressOutbox(TraceRecorder recorder, MessageEncoder encoding, Manners manners, Jitter jitter) {
        this.recorder = recorder;
        this.encoding = encoding;
        this.manners = manners;
        this.jitter = jitter;
    }

    @Override
    public boolean add(String text) {
        jitter.pause();
        return add(new Waiting("", text));
    }

    @Override
    public boolean addStatus(String peer, String text) {
        jitter.pause();
        synchronized (this) {
            if (waiting.removeIf(each -> each.peer().equals(peer))) {
                unread--;
                dropped++;
            }
            return add(new Waiting(peer, text));
        }
    }

    @Override
    public void add(ServerMessage.Joined joined) {
        jitter.pause();
        note(new Waiting("", encoding.encode(joined)));
        arrive();
    }

    @Override
    public boolean flush() {
        jitter.pause();
        if (recorder.heard() < manners.reads() && ThreadLocalRandom.current().nextInt(manners.lag()) == 0) {
            read();
        }
        gone |= recorder.heard() >= manners.lives();
        return !gone;
    }

    @Override
    public void close(EndReason why) {
        jitter.pause();
        closes.incrementAndGet();
        ending.compareAndSet(null, why);
    }

    /** {@return why it was closed, null if it is open} */
    @Nullable
    EndReason ending() {
        return ending.get();
    }

    int closes() {
        return closes.get();
    }

    /** {@return how many statuses were dropped for newer ones} */
    int dropped() {
        return dropped;
    }

    /** {@return whether the outbox may have caused its peer to leave, even if it was closed for another reason} */
    boolean failed() {
        return full || gone;
    }

    /** Delivers all waiting texts to the client, so that none is in flight; they may remain counted as unread. */
    synchronized void arrive() {
        if (ending.get() == null) {
            waiting.forEach(each -> recorder.received(each.text()));
            waiting.clear();
        }
    }

    private synchronized void read() {
        arrive();
        unread = 0;
    }

    private synchronized boolean add(Waiting text) {
        if (full || unread >= manners.bound()) {
            full = true;
            return false;
        }
        note(text);
        return true;
    }

    private synchronized void note(Waiting text) {
        if (ending.get() == null) {
            unread++;
            waiting.add(text);
        }
    }
}
