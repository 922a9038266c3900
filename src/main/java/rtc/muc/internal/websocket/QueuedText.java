package rtc.muc.internal.websocket;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A text that waits to be sent: it is taken once, either to be sent or to be dropped. Thread-safe. */
final class QueuedText {

    private final AtomicReference<@Nullable String> text;
    private final int bytes;
    private final boolean answer;

    /** @param bytes how many bytes it is counted as in the memory of its outbox */
    QueuedText(String text, int bytes) {
        this(text, bytes, false);
    }

    /** @param answer whether it is an answer that a resuming client does not count */
    QueuedText(String text, int bytes, boolean answer) {
        this.text = new AtomicReference<>(text);
        this.bytes = bytes;
        this.answer = answer;
    }

    /** {@return the text; null if it is taken already} */
    @Nullable
    String take() {
        return text.getAndSet(null);
    }

    boolean isTaken() {
        return text.get() == null;
    }

    int bytes() {
        return bytes;
    }

    boolean isAnswer() {
        return answer;
    }
}
