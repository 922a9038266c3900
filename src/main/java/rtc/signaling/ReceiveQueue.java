package rtc.signaling;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The messages of the server that wait to be processed, in order and up to a limit. */
final class ReceiveQueue {

    /** The maximum number of characters that may wait. */
    static final int MAX_CHARS = 16 << 20;

    private final Executor events;
    private final Runnable overflow;
    private final AtomicLong waiting = new AtomicLong();

    /**
     * @param events runs the readers of the messages one after the other
     * @param overflow runs, on the thread that adds a message, when that message exceeds the limit and is dropped
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
