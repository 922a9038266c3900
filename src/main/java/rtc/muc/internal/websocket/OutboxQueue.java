package rtc.muc.internal.websocket;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.MessageEncoder;

/**
 * What waits for one connection, in order and within bounds. Of several statuses of one peer only the newest waits.
 *
 * <p>Without locks: any thread adds, one at a time {@linkplain #next takes out}, any {@linkplain #discard discards}. A
 * status that is outdated is taken out of its {@link QueuedText}, by whoever comes first: it is either sent or dropped.
 * What is left of it in the queue is passed over, and removed when there is much of that.
 *
 * <p>A light text that finds nothing before it is not measured: it is sent at once as a rule. If it is not, the few that
 * are in flight take no more than the connection itself does.
 */
final class OutboxQueue {

    /** Up to this length a text is light. */
    private static final int LIGHT = 1024;

    /** How much may be left of outdated statuses before it is removed, beside as much as there are messages. */
    private static final int LITTER = 64;

    private final MessageEncoder encoding;
    private final ConnectionLimits limits;
    private final OutboxMemory held;

    /** Light texts, {@link QueuedText}s, and {@link ServerMessage.Joined} to be encoded when their turn comes. */
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean discarded;

    // Of the thread that has the room's lock alone:
    private final Map<String, QueuedText> newest = new HashMap<>(0);
    private int litter;

    // Of the thread that takes out alone:
    private long sends;

    OutboxQueue(MessageEncoder encoding, ConnectionLimits limits, OutboxMemory held) {
        this.encoding = encoding;
        this.limits = limits;
        this.held = held;
    }

    /** Appends a text; false when it does not fit, and then nothing fits any more. */
    boolean add(String text) {
        if (!full && isLight(text)) {
            messages.incrementAndGet();
            queue.add(text);
            return true;
        }
        return add(new QueuedText(text, StringMemory.bytes(text)));
    }

    /** Appends the status of a peer, and drops an older one that waits. Called by one thread at a time. */
    boolean addStatus(String peer, String text) {
        QueuedText status = new QueuedText(text, isLight(text) ? 0 : StringMemory.bytes(text));
        if (messages.get() == 0) {
            newest.clear();
        }
        QueuedText older = newest.put(peer, status);
        if (older != null) {
            drop(older);
        }
        if (newest.size() > 2 * messages.get() + LITTER) {
            newest.values().removeIf(QueuedText::isTaken);
        }
        return add(status);
    }

    /** Appends the answer to a join, which is measured when it is encoded. */
    void add(ServerMessage.Joined joined) {
        queue.add(joined);
    }

    /** {@return the next text to be sent, from now on in flight; null if there is none} */
    @Nullable
    String next() {
        for (Object next = queue.poll(); next != null; next = queue.poll()) {
            String text = taken(next);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** {@return how many places of the queue are in use, by what waits and by what is left of outdated statuses} */
    int places() {
        return queue.size();
    }

    /** Drops everything, what is in flight included, for the connection is closed. */
    void discard() {
        discarded = true;
        for (Object next = queue.poll(); next != null; next = queue.poll()) {
            if (next instanceof QueuedText waiting && waiting.take() != null) {
                held.release(waiting.bytes());
            }
        }
        held.landsAll();
    }

    private boolean add(QueuedText text) {
        int waiting = messages.get();
        if (full
                || isOver(waiting + 1, limits.outboxMessages())
                || (waiting > 0 && isOver((long) bytes.get() + text.bytes(), limits.outboxBytes()))) {
            full = true;
            return false;
        }
        messages.incrementAndGet();
        bytes.addAndGet(text.bytes());
        held.hold(text.bytes());
        queue.add(text);
        discardLate();
        return true;
    }

    private @Nullable String taken(Object next) {
        if (next instanceof String text) {
            messages.decrementAndGet();
            sends++;
            return text;
        } else if (next instanceof QueuedText waiting) {
            String text = waiting.take();
            if (text != null) {
                leaves(waiting);
                takesOff(waiting.bytes());
            }
            return text;
        }
        String text = encoding.encode((ServerMessage.Joined) next);
        int bytes = text.length() <= LIGHT ? 0 : StringMemory.bytes(text);
        held.hold(bytes);
        takesOff(bytes);
        return text;
    }

    private void leaves(QueuedText text) {
        messages.decrementAndGet();
        bytes.addAndGet(-text.bytes());
    }

    private void takesOff(int bytes) {
        held.takesOff(sends++, bytes);
        discardLate();
    }

    private void drop(QueuedText outdated) {
        if (outdated.take() == null) {
            return;
        }
        leaves(outdated);
        held.release(outdated.bytes());
        if (++litter > messages.get() + LITTER) {
            litter = 0;
            queue.removeIf(each -> each instanceof QueuedText waiting && waiting.isTaken());
        }
    }

    /** Whoever adds after all was discarded discards again, so that nothing stays counted. */
    private void discardLate() {
        if (discarded) {
            discard();
        }
    }

    private boolean isLight(String text) {
        return text.length() <= LIGHT && messages.get() == 0;
    }

    private static boolean isOver(long size, int limit) {
        return limit > 0 && size > limit;
    }
}
