package rtc.muc.internal.websocket;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.Outbox;

/**
 * The outbox in front of a {@link Connection}. A few sends are in flight, the next follows on a completion; what waits
 * is bounded by its {@link OutboxQueue}, because the containers' own queues have no bound.
 *
 * <p>Without locks. Who finds {@code turns} at zero drains, and goes on while others ask for a turn meanwhile: so one
 * thread drains at a time, no wake-up is lost, and a completion on the draining thread itself only asks for another
 * turn instead of recursing.
 */
final class BoundedOutbox implements Outbox {

    private static final System.Logger LOG = System.getLogger(BoundedOutbox.class.getName());

    /**
     * How many sends may be in flight. The container keeps their order and joins those that meet into one write: in
     * bursts to one recipient that takes a fifth off what a message costs. More would only be a second queue, without a
     * bound.
     */
    private static final int WINDOW = 8;

    /** How many bytes may be in flight before the next send: the container may hold them twice. */
    private static final int WINDOW_BYTES = 64 * 1024;

    private final Connection connection;
    private final ConnectionLimits limits;
    private final int window;
    private final OutboxMemory held;
    private final OutboxQueue backlog;

    private final SendHandler completion = this::sent;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicReference<@Nullable EndReason> ending = new AtomicReference<>();

    /** Whether the connection was told to close. */
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What a send has thrown. */
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private volatile boolean broken;

    // Of the thread that checks alone:
    private long seen = -1;
    private long seenAt;

    BoundedOutbox(Connection connection, MessageEncoder encoding, ConnectionLimits limits, OutboxBudget budget) {
        this(connection, encoding, limits, budget, WINDOW);
    }

    BoundedOutbox(
            Connection connection, MessageEncoder encoding, ConnectionLimits limits, OutboxBudget budget, int window) {
        this.window = window;
        this.connection = connection;
        this.limits = limits;
        this.held = new OutboxMemory(budget, window);
        this.backlog = new OutboxQueue(encoding, limits, held);
    }

    @Override
    public boolean add(String text) {
        return ending.get() != null || backlog.add(text);
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
        if (turns.getAndIncrement() != 0) {
            return true;
        }
        int taken = 1;
        do {
            drain();
            taken = turns.addAndGet(-taken);
        } while (taken != 0);
        if (broken && ending.get() != null) {
            closeConnection(EndReason.GONE);
        }
        return !broken;
    }

    @Override
    public void close(EndReason why) {
        if (ending.compareAndSet(null, why)) {
            if (!why.delivers()) {
                closeConnection(why);
            }
            if (!flush()) {
                closeConnection(EndReason.GONE);
            }
        }
    }

    private void drain() {
        while (inFlight.get() < window && held.flying() < WINDOW_BYTES && !broken) {
            String next = closed.get() ? null : backlog.next();
            if (next == null) {
                if (inFlight.get() == 0) {
                    closeAfterTheLast();
                }
                return;
            }
            inFlight.incrementAndGet();
            try {
                connection.send(next, completion);
            } catch (RuntimeException bug) {
                failure.set(bug);
                broken = true;
            }
        }
    }

    private void closeAfterTheLast() {
        EndReason why = ending.get();
        if (why != null) {
            closeConnection(why);
        }
    }

    /**
     * Looks for what takes too long: a send that is not done, or last messages that are not out. Called now and then, by
     * one thread, which alone looks at the clock: a send counts from the first look that finds it.
     *
     * @param now the time in nanoseconds
     */
    boolean isStuck(long now) {
        long sends = done.get();
        if (inFlight.get() == 0 || closed.get()) {
            seen = -1;
            return false;
        }
        if (sends != seen) {
            seen = sends;
            seenAt = now;
            return false;
        }
        Duration limit = ending.get() == null ? limits.sendTimeout() : limits.closeTimeout();
        return !limit.isZero() && now - seenAt > limit.toNanos();
    }

    /** Closes the connection without what has not been sent. */
    void giveUp() {
        closeConnection(EndReason.TOO_SLOW);
    }

    /** {@return how many bytes of memory it holds: texts that wait, and texts in flight} */
    int bytes() {
        return held.bytes();
    }

    boolean isBroken() {
        return broken;
    }

    /** {@return what a send has thrown, once} */
    Optional<RuntimeException> takeFailure() {
        return failure.get() == null ? Optional.empty() : Optional.ofNullable(failure.getAndSet(null));
    }

    boolean isClosed() {
        return closed.get();
    }

    /**
     * May run on any thread, inside of {@link Connection#send}, and under a lock of the container's. So it tells nobody
     * else: two peers of a room that break at once would wait for each other's locks. Who looks after connections finds
     * what {@link #isBroken}.
     */
    private void sent(SendResult result) {
        if (!result.isOK()) {
            LOG.log(Level.DEBUG, "Sending failed", result.getException());
            broken = true;
        }
        held.lands(done.getAndIncrement());
        inFlight.decrementAndGet();
        var unused = flush();
    }

    private void closeConnection(EndReason why) {
        if (closed.compareAndSet(false, true)) {
            backlog.discard();
            connection.close(why);
        }
    }
}
