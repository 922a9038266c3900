package rtc.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes a peer's trace down while it happens. {@link #sent} is called by one thread at a time, before the text goes
 * out; {@link #received} by any; neither takes a lock.
 */
public final class TraceRecorder {

    private record Line(String text, int heard) {}

    private final List<Line> sent = new ArrayList<>();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger heard = new AtomicInteger();

    /** Notes a text that goes out. */
    public void sent(String text) {
        sent.add(new Line(text, heard.get()));
    }

    /** Notes a text that came in. */
    public void received(String text) {
        received.add(text);
        heard.incrementAndGet();
    }

    /** {@return how many texts came in} */
    public int heard() {
        return heard.get();
    }

    /** {@return the trace up to now, once nothing is under way} */
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
