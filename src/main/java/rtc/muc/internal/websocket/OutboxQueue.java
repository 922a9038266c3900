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
 * The texts that wait for one client, in order and within limits. Of each peer's statuses, only the newest waits.
 *
 * <p>Uses no locks: any thread may add texts or {@linkplain #discard discard} them, and one thread at a time
 * {@linkplain #next takes them out}. A status is either sent or dropped, by the thread that first takes it out of its
 * {@link QueuedText}. The empty entry of a dropped status is skipped later; many such entries are removed together.
 *
 * <p>A light text that is added to an empty queue is not measured, because it is usually sent at once. If it is not,
 * the few such texts take no more memory than the connection itself.
 */
final class OutboxQueue {

    /** The maximum length of a light text, in characters. */
    private static final int LIGHT = 1024;

    /** Up to this many entries of statuses that no longer wait are not worth clearing. */
    private static final int FEW = 16;

    /** Empty entries are removed when there are this many more of them than messages. */
    private static final int MOST_EMPTY = 64;

    private final MessageEncoder encoding;
    private final ConnectionLimits limits;
    private final OutboxMemory held;

    /**
     * Light texts, {@link QueuedText}s, and {@link ServerMessage.Joined}s, which are encoded when they are taken out.
     */
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean discarded;

    // Accessed only under the room's lock:
    private final Map<String, QueuedText> newest = new HashMap<>(0);
    private int empty;

    /** The number of messages kept for a client that is away, which count towards the limits with those that wait. */
    private volatile int keptMessages;

    private volatile long keptBytes;

    // Properties of the last text that was taken out; accessed only by the thread that takes texts out:
    private int takenBytes;
    private boolean takenAnswer;
    private boolean takenJoined;

    OutboxQueue(MessageEncoder encoding, ConnectionLimits limits, OutboxMemory held) {
        this.encoding = encoding;
        this.limits = limits;
        this.held = held;
    }

    /** Appends a text; returns false if it does not fit, and from then on for every text. */
    boolean add(String text) {
        if (!full && isLight(text)) {
            messages.incrementAndGet();
            queue.add(text);
            return true;
        }
        return add(new QueuedText(text, StringMemory.bytes(text)));
    }

    /** Appends an answer that a resuming client does not count as a message. Otherwise like {@link #add(String)}. */
    boolean addAnswer(String text) {
        return add(new QueuedText(text, isLight(text) ? 0 : StringMemory.bytes(text), true));
    }

    /**
     * Appends the status of a peer, and drops an older one of the same peer that waits. Called by one thread at a time.
     */
    boolean addStatus(String peer, String text) {
        QueuedText status = new QueuedText(text, isLight(text) ? 0 : StringMemory.bytes(text));
        if (newest.size() > FEW && messages.get() == 0) {
            newest.clear();
        }
        QueuedText older = newest.put(peer, status);
        if (older != null) {
            drop(older);
        }
        if (newest.size() > 2 * messages.get() + MOST_EMPTY) {
            newest.values().removeIf(QueuedText::isTaken);
        }
        return add(status);
    }

    /** Appends the answer to a join, which is measured when it is encoded. */
    void add(ServerMessage.Joined joined) {
        queue.add(joined);
    }

    /** Sets how many messages and bytes are kept; they count towards the limits with those that wait. */
    void keeps(int count, long size) {
        keptMessages = count;
        keptBytes = size;
    }

    /** {@return the next text to be sent, whose bytes are still held; null if there is none} */
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

    /** {@return how many bytes are held for the last text} */
    int takenBytes() {
        return takenBytes;
    }

    /** {@return whether the last text is an answer that a resuming client does not count} */
    boolean tookAnswer() {
        return takenAnswer;
    }

    /** {@return whether the last text is the answer to a join} */
    boolean tookJoined() {
        return takenJoined;
    }

    /** {@return the number of entries of the queue, including the empty ones of outdated statuses} */
    int places() {
        return queue.size();
    }

    /** Drops all texts, because nothing more is sent. */
    void discard() {
        discarded = true;
        for (Object next = queue.poll(); next != null; next = queue.poll()) {
            if (next instanceof QueuedText waiting && waiting.take() != null) {
                held.release(waiting.bytes());
            }
        }
    }

    private boolean add(QueuedText text) {
        int waiting = messages.get() + keptMessages;
        if (full
                || isOver(waiting + 1, limits.outboxMessages())
                || (waiting > 0 && isOver(keptBytes + bytes.get() + text.bytes(), limits.outboxBytes()))) {
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
        takenAnswer = false;
        takenJoined = false;
        if (next instanceof String text) {
            messages.decrementAndGet();
            takenBytes = 0;
            return text;
        } else if (next instanceof QueuedText waiting) {
            String text = waiting.take();
            if (text != null) {
                leaves(waiting);
                takenBytes = waiting.bytes();
                takenAnswer = waiting.isAnswer();
            }
            return text;
        }
        String text = encoding.encode((ServerMessage.Joined) next);
        takenBytes = text.length() <= LIGHT ? 0 : StringMemory.bytes(text);
        takenJoined = true;
        held.hold(takenBytes);
        return text;
    }

    private void leaves(QueuedText text) {
        messages.decrementAndGet();
        bytes.addAndGet(-text.bytes());
    }

    private void drop(QueuedText outdated) {
        if (outdated.take() == null) {
            return;
        }
        leaves(outdated);
        held.release(outdated.bytes());
        if (++empty > messages.get() + MOST_EMPTY) {
            empty = 0;
            queue.removeIf(each -> each instanceof QueuedText waiting && waiting.isTaken());
        }
    }

    /**
     * Discards again if the queue was discarded while a text was being added, so that the text does not remain counted.
     */
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
