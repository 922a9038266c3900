package rtc.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records a peer's trace. {@link #sent} is called by one thread at a time, before the text is sent, and
 * {@link #received} by any thread. Neither acquires a lock.
 */
public final class TraceRecorder {

    private record Line(String text, int heard) {}

    private final List<Line> sent = new ArrayList<>();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger heard = new AtomicInteger();

    /** Records a text that is about to be sent. */
    public void sent(String text) {
        sent.add(new Line(text, heard.get()));
    }

    /** Records a text that was received. */
    public void received(String text) {
        received.add(text);
        heard.incrementAndGet();
    }

    /** {@return how many texts were received} */
    public int heard() {
        return heard.get();
    }

    /** {@return the trace so far} No text may be in flight. */
    public Trace trace(String peer, String room, String node, Trace.End end, WireReader reader) {
        List<Trace.Saying> sayings = sent.stream()
                .map(line -> new Trace.Saying(reader.sent(line.text()), line.heard()))
                .toList();
        return new Trace(
                peer,
                room,
                node,
                sayings,
                received.stream().map(reader::received).toList(),
                end);
    }
}
