package rtc.muc.room;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.ServerMessage;
import rtc.trace.TraceRecorder;

/** An outbox whose client reads at once, until it stops reading or is gone, and notes what it gets. */
final class StressOutbox implements Outbox {

    /**
     * How a client behaves.
     *
     * @param bound how many messages may wait for it
     * @param reads how many messages it reads before it stops reading
     * @param lives how many messages it gets before its connection turns out to be gone
     */
    record Manners(int bound, int reads, int lives) {

        static final Manners GOOD = new Manners(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

        static Manners stallsAfter(int messages) {
            return new Manners(4, messages, Integer.MAX_VALUE);
        }

        static Manners goneAfter(int messages) {
            return new Manners(Integer.MAX_VALUE, Integer.MAX_VALUE, messages);
        }
    }

    private final TraceRecorder recorder;
    private final Encoding encoding;
    private final Manners manners;
    private final Jitter jitter;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final AtomicInteger closes = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean gone;

    StressOutbox(TraceRecorder recorder, Encoding encoding, Manners manners, Jitter jitter) {
        this.recorder = recorder;
        this.encoding = encoding;
        this.manners = manners;
        this.jitter = jitter;
    }

    @Override
    public boolean add(String text) {
        jitter.pause();
        if (full || waiting.get() >= manners.bound()) {
            full = true;
            return false;
        }
        note(text);
        return true;
    }

    @Override
    public void add(ServerMessage.Joined joined) {
        jitter.pause();
        note(encoding.encode(joined));
    }

    @Override
    public boolean flush() {
        jitter.pause();
        if (recorder.heard() < manners.reads()) {
            waiting.set(0);
        }
        gone |= recorder.heard() >= manners.lives();
        return !gone;
    }

    @Override
    public void close(Ending why) {
        jitter.pause();
        closes.incrementAndGet();
        ending.compareAndSet(null, why);
    }

    /** {@return why it was closed, null if it is open} */
    @Nullable
    Ending ending() {
        return ending.get();
    }

    int closes() {
        return closes.get();
    }

    /** {@return whether its peer may be out of the room for a reason of the outbox, whatever it was closed for} */
    boolean failed() {
        return full || gone;
    }

    private void note(String text) {
        if (ending.get() == null) {
            waiting.incrementAndGet();
            recorder.received(text);
        }
    }
}
