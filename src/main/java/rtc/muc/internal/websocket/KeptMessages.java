package rtc.muc.internal.websocket;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.room.SentMessages;

/**
 * The messages that an outbox keeps for a client that can resume, and the pings that determine which of them have
 * arrived. Used only in turns of the outbox, except where noted.
 */
final class KeptMessages {

    /** A confirmation is requested at a quarter of a limit or, if there is no limit, at the numbers below. */
    private static final int PART = 4;

    private static final int MANY_MESSAGES = 250;
    private static final int MANY_BYTES = 256 * 1024;

    private final ConnectionLimits limits;
    private final OutboxMemory held;
    private final SentMessages messages = new SentMessages();
    private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();

    /** Whether the answer to the join was sent; texts before it are not kept. */
    private boolean begun;

    private long connections;
    private long pinged;

    // Written in turns, and read by any thread:
    private volatile long total;
    private volatile long confirmed;
    private volatile boolean full;

    // Accessed only by the sweep thread:
    private boolean seenFull;
    private long seenConfirmed;
    private long seenAt;

    KeptMessages(ConnectionLimits limits, OutboxMemory held) {
        this.limits = limits;
        this.held = held;
    }

    /** Schedules an action for the beginning of the next turn; actions run in order. May be called by any thread. */
    void change(Runnable change) {
        changes.add(change);
    }

    /** Begins a turn: runs the scheduled actions. */
    void begin() {
        for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
            change.run();
        }
    }

    /** Drops the messages that the client has confirmed over this connection. */
    void arrived(ConnectionSender sender) {
        long before = messages.bytes();
        messages.arrived(sender.confirmed());
        changed(before);
    }

    /** {@return whether the client can resume after it has received this many messages} May be called by any thread. */
    boolean canResume(long received) {
        return received >= confirmed && received <= total;
    }

    /** Resumes over the connection with this number, after the client has received this many messages. */
    void resume(long received, long connection) {
        long before = messages.bytes();
        boolean possible = messages.resume(Math.max(received, messages.confirmed()));
        connections = possible ? connection : connections;
        changed(before);
    }

    /** {@return whether this is the latest connection over which the client has resumed} */
    boolean isAt(long connection) {
        return connections == connection;
    }

    /** Forgets the last ping, because another connection carries the messages from now on. */
    void attached() {
        pinged = 0;
    }

    /** {@return the next message that must be sent again; null if there is none} */
    SentMessages.@Nullable Message nextAgain(ConnectionSender sender) {
        return messages.nextAgain(sender.nextSend());
    }

    /** Keeps a text that is sent next, if it is a message that the client counts. */
    void sends(String text, OutboxQueue from, ConnectionSender sender) {
        begun |= from.tookJoined();
        if (!begun || from.tookAnswer()) {
            return;
        }
        int bytes = from.takenBytes() == 0 ? StringMemory.bytes(text) : from.takenBytes();
        held.hold(bytes);
        messages.sent(new SentMessages.Message(text, from.tookJoined() ? 0 : bytes, bytes), sender.nextSend());
        total = messages.total();
    }

    /** {@return whether so much is kept that nothing more may be sent before the client has confirmed some of it} */
    boolean isFull() {
        full = isOver(messages.kept(), limits.outboxMessages()) || isOver(messages.size(), limits.outboxBytes());
        return full;
    }

    int count() {
        return messages.kept();
    }

    long size() {
        return messages.size();
    }

    /**
     * Asks the client for a confirmation if much is kept, some of it can be confirmed, and no earlier request is open.
     */
    void ask(ConnectionSender sender) {
        boolean much = messages.kept() >= part(limits.outboxMessages(), MANY_MESSAGES)
                || messages.size() >= part(limits.outboxBytes(), MANY_BYTES);
        if (much && pinged <= sender.confirmed() && sender.done() > sender.confirmed() && !sender.isClosed()) {
            pinged = sender.ask();
        }
    }

    /** Drops all kept messages. */
    void clear() {
        long before = messages.bytes();
        messages.clear();
        changed(before);
    }

    /**
     * {@return whether nothing more can be sent until a confirmation arrives, and that confirmation is overdue} Called
     * only by the sweep.
     *
     * @param now the time in nanoseconds
     */
    boolean isStuck(long now, Duration limit) {
        long confirmedNow = confirmed;
        if (!full || !seenFull || confirmedNow != seenConfirmed) {
            seenFull = full;
            seenConfirmed = confirmedNow;
            seenAt = now;
            return false;
        }
        return !limit.isZero() && now - seenAt > limit.toNanos();
    }

    private void changed(long bytesBefore) {
        held.release((int) (bytesBefore - messages.bytes()));
        confirmed = messages.confirmed();
        total = messages.total();
        if (full) {
            var unused = isFull();
        }
    }

    private static int part(int limit, int without) {
        return limit == 0 ? without : Math.max(limit / PART, 1);
    }

    private static boolean isOver(long size, int limit) {
        return limit > 0 && size >= limit;
    }
}
