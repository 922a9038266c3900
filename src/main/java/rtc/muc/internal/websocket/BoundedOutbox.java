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
 * The outbox in front of a {@link Connection}. A few sends are in flight, the next follows on a completion; what waits
 * is bounded by its {@link OutboxQueue}, because the containers' own queues have no bound.
 *
 * <p>Without locks. Draining is a {@link SharedTask}: one thread drains at a time, no wake-up is lost, and a completion on
 * the draining thread itself only asks for another turn instead of recursing.
 *
 * <p>The outbox of a client that {@linkplain #keep resumes} outlasts its connection. Which connection it has changes in
 * turns alone: it loses one, and gets the next from the outbox that the new connection came with, when that one has
 * nothing more to send.
 */
final class BoundedOutbox implements Outbox {

    /**
     * How many sends may be in flight. The container keeps their order and joins those that meet into one write: in
     * bursts to one recipient that takes a fifth off what a message costs. More would only be a second queue, without a
     * bound.
     */
    private static final int WINDOW = 8;

    /**
     * Who gets the connection of this outbox when all is sent.
     *
     * @param connection the number of the connection among those of that outbox
     */
    private record Heir(BoundedOutbox outbox, long connection) {}

    private final ConnectionLimits limits;
    private final OutboxMemory held;
    private final OutboxQueue backlog;
    private final SharedTask draining;
    private final AtomicReference<@Nullable EndReason> ending = new AtomicReference<>();

    /** Whether nothing more is sent. */
    private final AtomicBoolean finished = new AtomicBoolean();

    /** What a turn has thrown. */
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Null while there is no connection. Changes in turns alone. */
    private volatile @Nullable ConnectionSender sender;

    private volatile @Nullable KeptMessages kept;
    private volatile @Nullable Heir heir;

    // Of the thread that resumes alone:
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
        this.draining = new SharedTask(this::drain, this::fail);
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
        if (!draining.run()) {
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

    /** From now on what is sent is kept, so that the client can resume. Called before the answer to the join is added. */
    void keep() {
        kept = new KeptMessages(limits, held);
    }

    /** {@return whether the client can resume behind so many messages} */
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
     * Goes on over the connection of another outbox, which has nothing to do from then on. Called by one thread at a
     * time.
     *
     * @param received behind how many messages
     * @param other its outbox until now
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

    /** A bug ends this outbox, in one more turn. */
    private void fail(Throwable bug) {
        if (failure.compareAndSet(null, bug)) {
            ending.compareAndSet(null, EndReason.INTERNAL);
            finished.set(true);
            draining.run();
        }
    }

    private void drain() {
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
        // Likewise, the text may be the answer to the join, which is kept first of all.
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

    /** Whatever connection comes after the end is closed. */
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
     * Checks whether a send, the last messages or a confirmation take too long. Called by the sweep alone.
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

    /** Closes the connection without what has not been sent. */
    void giveUp() {
        finish(EndReason.TOO_SLOW);
    }

    /** {@return the bug that has ended this outbox, once} The peer is to be ended for it. */
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
