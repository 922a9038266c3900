package rtc.muc.internal.websocket;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.Outbox;
import rtc.muc.internal.room.SentMessages;
import rtc.muc.internal.websocket.OutboxConnection.Successor;

/**
 * The outbox in front of a {@link Connection}. It keeps a few sends in flight, and starts the next one when one
 * completes. Its {@link OutboxQueue} limits the texts that wait, because the containers' own queues are unbounded.
 *
 * <p>Uses no locks. Draining is a {@link SharedTask}: one thread drains at a time, no wake-up is lost, and a completion
 * on the draining thread itself only requests another turn instead of recursing.
 *
 * <p>The outbox of a client that can resume outlasts its connection: see {@link OutboxConnection}.
 */
final class BoundedOutbox implements Outbox {

    /**
     * The maximum number of sends in flight. The container preserves their order and combines waiting sends into one
     * write, which makes each message of a burst to one recipient a fifth cheaper. More sends in flight would only form
     * a second, unbounded queue.
     */
    private static final int WINDOW = 8;

    private final ConnectionLimits limits;
    private final OutboxMemory held;
    private final OutboxQueue backlog;
    private final SharedTask draining = new SharedTask();
    private final AtomicReference<@Nullable EndReason> ending = new AtomicReference<>();

    /** Whether sending is over. */
    private final AtomicBoolean finished = new AtomicBoolean();

    /** The exception that a turn has thrown. */
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private final OutboxConnection connection;

    BoundedOutbox(Connection first, MessageEncoder encoding, ConnectionLimits limits, OutboxBudget budget) {
        this(first, encoding, limits, budget, WINDOW);
    }

    @SuppressWarnings("this-escape")
    BoundedOutbox(Connection first, MessageEncoder encoding, ConnectionLimits limits, OutboxBudget budget, int window) {
        this.limits = limits;
        this.held = new OutboxMemory(budget);
        this.backlog = new OutboxQueue(encoding, limits, held);
        this.connection =
                new OutboxConnection(this, new ConnectionSender(first, window, this, held), backlog, limits, held);
    }

    @Override
    public boolean add(String text) {
        return ending.get() != null || backlog.add(text);
    }

    @Override
    public boolean addAnswer(String text) {
        return ending.get() != null || (connection.kept() == null ? backlog.add(text) : backlog.addAnswer(text));
    }

    @Override
    public boolean addStatus(String peer, String text) {
        return ending.get() != null || backlog.addStatus(peer, text);
    }

    @Override
    public void add(ServerMessage.Joined joined) {
        backlog.add(joined);
    }

    @Override
    public boolean flush() {
        if (!drain()) {
            return true;
        }
        ConnectionSender now = connection.sender();
        if (now == null || !now.isBroken()) {
            return true;
        }
        if (ending.get() != null) {
            finish(EndReason.GONE);
        }
        return connection.kept() != null;
    }

    @Override
    public void close(EndReason why) {
        if (ending.compareAndSet(null, why)) {
            ConnectionSender now = connection.sender();
            if (!why.delivers()) {
                finish(why);
            } else if (now != null) {
                now.liftWindow();
            }
            if (!flush()) {
                finish(EndReason.GONE);
            }
        }
    }

    /** {@return the object that holds the current connection, and changes it when the client resumes} */
    OutboxConnection connection() {
        return connection;
    }

    /** Ends this outbox after a bug in a turn. The end itself happens in one more turn. */
    private void fail(Throwable bug) {
        if (failure.compareAndSet(null, bug)) {
            ending.compareAndSet(null, EndReason.INTERNAL);
            finished.set(true);
            var unused = draining.request();
        }
    }

    /**
     * Sends as many texts as possible, or leaves this to the thread that is draining; returns whether this thread
     * drained.
     */
    private boolean drain() {
        if (!draining.request()) {
            return false;
        }
        do {
            try {
                drainOnce();
            } catch (RuntimeException | Error bug) {
                fail(bug);
            }
        } while (draining.again());
        return true;
    }

    private void drainOnce() {
        KeptMessages keeping = connection.kept();
        if (keeping != null) {
            keeping.begin();
        }
        ConnectionSender now = connection.sender();
        EndReason why = ending.get();
        if (finished.get()) {
            end(now, keeping);
        } else if (now != null) {
            drainTo(now, keeping);
        } else if (why != null) {
            finish(why);
        }
    }

    private void drainTo(ConnectionSender now, @Nullable KeptMessages keeping) {
        if (keeping != null) {
            keeping.arrived(now);
        }
        while (now.isReady()) {
            // Both are read before the queue is found empty, so that texts added before the end or a handover are sent.
            EndReason why = ending.get();
            Successor next = connection.successor();
            if (now.isClosed() || !sendsNext(now)) {
                if (now.isIdle()) {
                    afterTheLast(now, why, next);
                }
                break;
            }
        }
        now.askIfDue();
        if (keeping != null) {
            keeping.ask(now);
        }
    }

    private boolean sendsNext(ConnectionSender now) {
        KeptMessages before = connection.kept();
        if (before != null) {
            SentMessages.Message again = before.nextAgain(now);
            if (again != null) {
                held.hold(again.bytes());
                now.send(again.text(), again.bytes());
                return true;
            }
            if (before.isFull() && ending.get() == null) {
                return false;
            }
        }
        String next = backlog.next();
        if (next == null) {
            return false;
        }
        // Read after the text is taken, because another thread may have discarded the texts before it.
        if (finished.get()) {
            held.release(backlog.takenBytes());
            return false;
        }
        // Read after the text is taken, too: keeping begins just before the answer to the join is appended, and an
        // earlier read might miss that.
        KeptMessages keeping = connection.kept();
        if (keeping != null) {
            keeping.sends(next, backlog, now);
        }
        now.send(next, backlog.takenBytes());
        return true;
    }

    private void afterTheLast(ConnectionSender now, @Nullable EndReason why, @Nullable Successor next) {
        if (why != null) {
            finish(why);
        } else if (next != null && !now.isClosed() && !now.isBroken()) {
            connection.handOver(now, next);
        }
    }

    /** Closes the connection, even one that is taken over after the end, and drops all texts. */
    private void end(@Nullable ConnectionSender now, @Nullable KeptMessages keeping) {
        EndReason why = ending.get();
        if (now != null && why != null) {
            now.close(why);
        }
        backlog.discard();
        if (keeping != null) {
            keeping.clear();
        }
    }

    /**
     * Checks whether a send takes too long, which before a close means the close timeout, or whether an expected
     * confirmation is overdue. Called only by the sweep.
     *
     * @param now the time in nanoseconds
     */
    boolean isStuck(long now) {
        ConnectionSender current = connection.sender();
        KeptMessages keeping = connection.kept();
        return current != null
                && (current.isStuck(now, ending.get() == null ? limits.sendTimeout() : limits.closeTimeout())
                        || (keeping != null && !current.isClosed() && keeping.isStuck(now, limits.sendTimeout())));
    }

    /** Closes the connection, and drops all unsent texts. */
    void giveUp() {
        finish(EndReason.TOO_SLOW);
    }

    /** {@return the bug that has ended this outbox; empty after the first call} The caller ends the peer. */
    Optional<Throwable> takeFailure() {
        return failure.get() == null ? Optional.empty() : Optional.ofNullable(failure.getAndSet(null));
    }

    /** {@return how many bytes of memory it holds, for waiting texts, texts in flight and kept texts} */
    int bytes() {
        return held.bytes();
    }

    private void finish(EndReason why) {
        boolean first = finished.compareAndSet(false, true);
        if (first) {
            backlog.discard();
        }
        ConnectionSender now = connection.sender();
        if (now != null) {
            now.close(why);
        }
        if (first && connection.kept() != null) {
            var unused = flush();
        }
    }
}
