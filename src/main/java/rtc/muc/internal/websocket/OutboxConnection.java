package rtc.muc.internal.websocket;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;

/**
 * The connection over which an outbox sends: none while its client is away, and another one after the client has
 * resumed. It changes only in turns of the outbox: the outbox drops the old connection, and takes over the next one
 * from the outbox that was created with that connection, once that outbox has nothing more to send.
 */
final class OutboxConnection {

    /**
     * The outbox connection that takes over this connection once all texts are sent.
     *
     * @param number the number of the connection among those of the successor
     */
    record Successor(OutboxConnection of, long number) {}

    private final BoundedOutbox outbox;
    private final OutboxQueue backlog;
    private final ConnectionLimits limits;
    private final OutboxMemory held;

    /** Null while there is no connection. Changes only in turns. */
    private volatile @Nullable ConnectionSender sender;

    private volatile @Nullable KeptMessages kept;
    private volatile @Nullable Successor successor;

    // Accessed only by the thread that resumes:
    private long resumed;

    /** @param first sends over the connection with which the outbox is created */
    OutboxConnection(
            BoundedOutbox outbox,
            ConnectionSender first,
            OutboxQueue backlog,
            ConnectionLimits limits,
            OutboxMemory held) {
        this.outbox = outbox;
        this.sender = first;
        this.backlog = backlog;
        this.limits = limits;
        this.held = held;
    }

    /** {@return the sender of the current connection; null while there is none} */
    @Nullable
    ConnectionSender sender() {
        return sender;
    }

    /** {@return the messages that are kept for a client that can resume; null if it cannot} */
    @Nullable
    KeptMessages kept() {
        return kept;
    }

    /** {@return the successor that takes over this connection once all texts are sent; null if there is none} */
    @Nullable
    Successor successor() {
        return successor;
    }

    /**
     * Keeps the messages that are sent from now on, so that the client can resume. Called before the answer to the join
     * is added.
     */
    void keep() {
        kept = new KeptMessages(limits, held);
    }

    /** {@return whether the client can resume after it has received this many messages} */
    boolean canResume(long received) {
        KeptMessages keeping = kept;
        return keeping != null && keeping.canResume(received);
    }

    /** Drops a lost connection: texts that are added wait for the next one. */
    void lose(ConnectionSender lost) {
        change(keeping -> {
            ConnectionSender now = sender;
            if (now == null || now == lost) {
                sender = null;
                backlog.keeps(keeping.count(), keeping.size());
            }
        });
    }

    /**
     * Continues over the connection of another outbox; that outbox is not used afterwards. Called by one thread at a
     * time.
     *
     * @param received how many messages the client has received
     * @param other the outbox that has used the connection so far
     * @param answer the first text for the client
     */
    void resume(long received, BoundedOutbox other, String answer) {
        long number = ++resumed;
        change(keeping -> {
            sender = null;
            keeping.resume(received, number);
        });
        if (other.add(answer)) {
            other.connection().successor = new Successor(this, number);
            var unused = other.flush();
        } else {
            other.close(EndReason.TOO_SLOW);
        }
    }

    /** Passes the current connection on to another outbox. Called in a turn, when nothing is in flight. */
    void handOver(ConnectionSender now, Successor next) {
        sender = null;
        next.of.takeOver(now, next.number);
    }

    private void takeOver(ConnectionSender next, long number) {
        change(keeping -> {
            if (keeping.isAt(number) && !next.isClosed()) {
                next.handTo(outbox, held);
                sender = next;
                keeping.attached();
                backlog.keeps(0, 0);
            }
        });
    }

    private void change(Consumer<KeptMessages> change) {
        KeptMessages keeping = kept;
        if (keeping != null) {
            keeping.change(() -> change.accept(keeping));
            var unused = outbox.flush();
        }
    }
}
