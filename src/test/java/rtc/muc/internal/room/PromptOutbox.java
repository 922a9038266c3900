package rtc.muc.internal.room;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;

/** The outbox of a client that receives each message at once, until the outbox is closed. Thread-safe. */
public final class PromptOutbox implements Outbox {

    private final MessageEncoder encoding;
    private final Consumer<String> client;
    private final AtomicReference<@Nullable EndReason> ending = new AtomicReference<>();

    /**
     * Makes an outbox.
     *
     * @param encoding writes the answer to a join
     * @param client receives each text, possibly while the lock of the room is held
     */
    public PromptOutbox(MessageEncoder encoding, Consumer<String> client) {
        this.encoding = encoding;
        this.client = client;
    }

    /** {@return why it was closed, null if it is open} */
    public @Nullable EndReason ending() {
        return ending.get();
    }

    @Override
    public boolean add(String text) {
        if (ending.get() == null) {
            client.accept(text);
        }
        return true;
    }

    @Override
    public void add(ServerMessage.Joined joined) {
        add(encoding.encode(joined));
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public void close(EndReason why) {
        ending.compareAndSet(null, why);
    }
}
