package rtc.muc.internal.websocket;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.Outbox;
import rtc.muc.internal.room.SentMessages;

/**
 * The outbox in front of a {@link Connection}. It keeps a few sends in flight and starts the next one when one
 * completes. Its {@link OutboxQueue} bounds the texts that wait, because the containers' own queues are unbounded.
 *
 * <p>Without locks. Draining is a {@link SharedTask}: one thread drains at a time, no wake-up is lost, and a completion on
 * the draining thread itself only asks for another turn instead of recursing.
 *
 * <p>The outbox of a client that {@linkplain #keep resumes} outlasts its connection. It changes connections only in its
 * own turns: it drops the old connection, and takes over the next one from the outbox that was created with it, once
 * that outbox has nothing more to send.
 */
final class BoundedOutbox implements Outbox {

    /**
     * How many sends may be in flight. The container keeps their order and combines waiting ones into one write, which
     * makes a message in a burst to one recipient a fifth cheaper. More sends in flight would only form a second,
     * unbounded queue.
     */
    private static final int WINDOW = 8;

    /**
     * The outbox that takes over the connection of this one when everything is sent.
     *
     * @param connection the number of the connection among those of that outbox
     */
    private record Heir(BoundedOutbox outbox, long connection) {}

    private final ConnectionLimits limits;
    private final OutboxMemory held;
    private final OutboxQueue backlog;
    private final SharedTask draining = new SharedTask();
    private final AtomicReference<@Nullable EndReason> ending = new AtomicReference<>();

    /** Whether nothing more is sent. */
    private final AtomicBoolean finished = new AtomicBoolean();

    /** The exception that a turn has thrown. */
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Null while there is no connection. Changes only in turns. */
    private volatile @Nullable ConnectionSender sender;

    private volatile @Nullable KeptMessages kept;
    private volatile @Nullable Heir heir;

    // Accessed only by the thread that resumes:
    private long connections;

    BoundedOutbox(Connection connection, MessageEncoder encoding, ConnectionLimits limits, OutboxBudget budget) {
        this(connection, encoding, limits, budget, WINDOW);
    }

    @SuppressWarnings("this-escape")
    BoundedOutbox(
            Connection connection, MessageEncoder encoding, ConnectionLimits limits, OutboxBudget budget, int window) {
        this.limits = limits;
        this.held = new OutboxMemory(budget);
        this.backlog = new OutboxQueue(encoding, limits, held);
        this.sender = new ConnectionSender(connection, window, this, held);
    }

    @Override
    public boolean add(String text) {
        return ending.get() != null || backlog.add(text);
    }

    @Override
    public boolean addAnswer(String text) {
        return ending.get() != null || (kept == null ? backlog.add(text) : backlog.addAnswer(text));
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
        ConnectionSender now = sender;
        if (now == null || !now.isBroken()) {
            return true;
        }
        if (ending.get() != null) {
            finish(EndReason.GONE);
        }
        return kept != null;
    }

    @Override
    public void close(EndReason why) {
        if (ending.compareAndSet(null, why)) {
            ConnectionSender now = sender;
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

    /** Keeps what is sent from now on, so that the client can resume. Called before the answer to the join is added. */
    void keep() {
        kept = new KeptMessages(limits, held);
    }

    /** {@return whether the client can resume after having received this many messages} */
    boolean canResume(long received) {
        KeptMessages keeping = kept;
        return keeping != null && keeping.canResume(received);
    }

    /** The connection is lost: what is added waits for the next one. */
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
     * Continues over the connection of another outbox, which is not used afterwards. Called by one thread at a
     * time.
     *
     * @param received how many messages the client has received
     * @param other the outbox that has used the connection so far
     * @param answer what the client is told first
     */
    void resume(long received, BoundedOutbox other, String answer) {
        long connection = ++connections;
        change(keeping -> {
            sender = null;
            keeping.resume(received, connection);
        });
        if (other.add(answer)) {
            other.heir = new Heir(this, connection);
            var unused = other.flush();
        } else {
            other.close(EndReason.TOO_SLOW);
        }
    }

    private void attach(ConnectionSender next, long connection) {
        change(keeping -> {
            if (keeping.isAt(connection) && !next.isClosed()) {
                next.handTo(this, held);
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
            var unused = flush();
        }
    }

    /** Ends this outbox after a bug in a turn, in one more turn. */
    private void fail(Throwable bug) {
        if (failure.compareAndSet(null, bug)) {
            ending.compareAndSet(null, EndReason.INTERNAL);
            finished.set(true);
            var unused = draining.request();
        }
    }

    /** Sends what can be sent, or leaves that to the thread that drains now; {@return whether this thread did it} */
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
        KeptMessages keeping = kept;
        if (keeping != null) {
            keeping.begin();
        }
        ConnectionSender now = sender;
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
            // These are read before the last text is taken, so that no text added before them is left behind.
            EndReason why = ending.get();
            Heir next = heir;
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
        KeptMessages before = kept;
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
        // Read after the text is taken: another thread may have discarded what was before it.
        if (finished.get()) {
            held.release(backlog.takenBytes());
            return false;
        }
        // Read late for the same reason: the text may be the answer to the join, the first text that is kept.
        KeptMessages keeping = kept;
        if (keeping != null) {
            keeping.sends(next, backlog, now);
        }
        now.send(next, backlog.takenBytes());
        return true;
    }

    private void afterTheLast(ConnectionSender now, @Nullable EndReason why, @Nullable Heir next) {
        if (why != null) {
            finish(why);
        } else if (next != null && !now.isClosed() && !now.isBroken()) {
            sender = null;
            next.outbox().attach(now, next.connection());
        }
    }

    /** Closes the connection, even one that arrives after the end, and drops all texts. */
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
     * Checks whether a send, the last messages or a confirmation take too long. Called only by the sweep.
     *
     * @param now the time in nanoseconds
     */
    boolean isStuck(long now) {
        ConnectionSender current = sender;
        KeptMessages keeping = kept;
        return current != null
                && (current.isStuck(now, ending.get() == null ? limits.sendTimeout() : limits.closeTimeout())
                        || (keeping != null && !current.isClosed() && keeping.isStuck(now, limits.sendTimeout())));
    }

    /** Closes the connection, and drops what has not been sent. */
    void giveUp() {
        finish(EndReason.TOO_SLOW);
    }

    /** {@return the bug that has ended this outbox; empty after the first call} The caller ends the peer. */
    Optional<Throwable> takeFailure() {
        return failure.get() == null ? Optional.empty() : Optional.ofNullable(failure.getAndSet(null));
    }

    /** {@return how many bytes of memory it holds: texts that wait, texts in flight, and texts that are kept} */
    int bytes() {
        return held.bytes();
    }

    /** {@return the sends over the connection that it has now} */
    @Nullable
    ConnectionSender sender() {
        return sender;
    }

    private void finish(EndReason why) {
        boolean first = finished.compareAndSet(false, true);
        if (first) {
            backlog.discard();
        }
        ConnectionSender now = sender;
        if (now != null) {
            now.close(why);
        }
        if (first && kept != null) {
            var unused = flush();
        }
    }
}
