package rtc.signaling;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The messages of the server that wait for the listeners: in order, and no more than a limit. */
final class ReceiveQueue {

    /** The most characters that may wait. */
    static final int MAX_CHARS = 16 << 20;

    private final Executor events;
    private final Runnable overflow;
    private final AtomicLong waiting = new AtomicLong();

    /**
     * @param events reads the messages one after the other
     * @param overflow is run, on the thread that brings a message, when that message exceeds the limit and is dropped
     */
    ReceiveQueue(Executor events, Runnable overflow) {
        this.events = events;
        this.overflow = overflow;
    }

    void add(String text, Consumer<String> reader) {
        if (waiting.addAndGet(text.length()) > MAX_CHARS) {
            waiting.addAndGet(-text.length());
            overflow.run();
        } else {
            events.execute(() -> {
                waiting.addAndGet(-text.length());
                reader.accept(text);
            });
        }
    }
}
