package rtc.muc.internal.websocket;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;

/**
 * Sends texts over one {@link Connection}, a few at a time. It belongs to one {@link BoundedOutbox}, which uses it only
 * in its turns, and passes it to another outbox only when nothing is in flight.
 */
final class ConnectionSender {

    private static final System.Logger LOG = System.getLogger(BoundedOutbox.class.getName());

    /** Once this many bytes are in flight, the next send waits, because the container may store them twice. */
    private static final int WINDOW_BYTES = 64 * 1024;

    private final Connection connection;
    private final int window;
    private final SendHandler completion = this::sent;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final FlowWindow flow = new FlowWindow();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean broken;

    /** Changes only while nothing is in flight. */
    private volatile BoundedOutbox owner;

    private volatile OutboxMemory.Flight flight;

    /** The client has confirmed all sends up to this number. */
    private volatile long confirmed;

    // Accessed only by the sending thread:
    private long sends;

    // Accessed only by the sweep thread:
    private long seen = -1;
    private long seenAt;

    /** @param window how many sends may be in flight */
    ConnectionSender(Connection connection, int window, BoundedOutbox owner, OutboxMemory held) {
        this.connection = connection;
        this.window = window;
        this.owner = owner;
        this.flight = held.flight(window);
    }

    /** Passes this sender to another outbox. Called when nothing is in flight. */
    void handTo(BoundedOutbox next, OutboxMemory held) {
        flight = held.flight(window);
        owner = next;
    }

    /** {@return whether one more text may be sent now} */
    boolean isReady() {
        return inFlight.get() < window && flight.bytes() < WINDOW_BYTES && !broken && !flow.isFull();
    }

    boolean isIdle() {
        return inFlight.get() == 0;
    }

    /** {@return the number of the next send, from 1 on} */
    long nextSend() {
        return sends + 1;
    }

    /**
     * Sends a text.
     *
     * @param bytes how many bytes it is counted as in the memory of the outbox; released when the send is done
     */
    void send(String text, int bytes) {
        flight.takesOff(sends++, bytes);
        flow.sends(text.length());
        if (closed.get()) {
            flight.landsAll();
        }
        inFlight.incrementAndGet();
        try {
            connection.send(text, completion);
        } catch (RuntimeException bug) {
            failure.set(bug);
            broken = true;
        }
        askIfDue();
    }

    /** Asks the client for a confirmation if one is due. Called by the sending thread. */
    void askIfDue() {
        if (flow.isQuestionDue() && done.get() > confirmed && !closed.get()) {
            var unused = ask();
        }
    }

    /**
     * Sends a ping with the number of completed sends, which precede it on the wire: a pong that returns the number
     * proves that these sends have arrived.
     */
    void ping() {
        ping(done.get());
    }

    /** Sends a ping with a number, which the pong returns. */
    void ping(long number) {
        connection.ping(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }

    /**
     * Asks the client for a confirmation, with a ping like that of {@link #ping()}. Called by the sending thread.
     *
     * @return the number of sends that are done
     */
    long ask() {
        long before = done.get();
        flow.asks(before);
        ping(before);
        return before;
    }

    /**
     * Processes the number that a pong has returned. Called by one thread at a time.
     *
     * @return whether the pong answers a request for a confirmation
     */
    boolean confirm(long send) {
        boolean answers = flow.confirm(send);
        if (send > confirmed && send <= done.get()) {
            confirmed = send;
        }
        return answers;
    }

    /** Lifts the flow window: from now on, no text waits for a pong. */
    void liftWindow() {
        flow.lift();
    }

    long confirmed() {
        return confirmed;
    }

    /** {@return how many sends are done} */
    long done() {
        return done.get();
    }

    /**
     * {@return whether a send, or a pong for which the next send waits, takes too long} Called only by the sweep; the
     * time of a send starts at the first sweep that finds it in flight.
     *
     * @param now the time in nanoseconds
     */
    boolean isStuck(long now, Duration limit) {
        long progress = done.get() + flow.confirmed();
        if ((inFlight.get() == 0 && !flow.waits()) || closed.get()) {
            seen = -1;
            return false;
        }
        if (progress != seen) {
            seen = progress;
            seenAt = now;
            return false;
        }
        return !limit.isZero() && now - seenAt > limit.toNanos();
    }

    /** Closes the connection, and releases the memory of the texts in flight. Only the first call has an effect. */
    void close(EndReason why) {
        if (closed.compareAndSet(false, true)) {
            flight.landsAll();
            connection.close(why);
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    boolean isBroken() {
        return broken;
    }

    /** {@return the exception that a send has thrown; empty after the first call} */
    Optional<RuntimeException> takeFailure() {
        return failure.get() == null ? Optional.empty() : Optional.ofNullable(failure.getAndSet(null));
    }

    /**
     * Completes a send. May run on any thread, inside {@link Connection#send}, and under a lock of the container. So it
     * notifies no peer: if the connections of two peers of a room broke at the same moment, their threads would wait
     * for each other's locks. The outbox and the sweep check {@link #isBroken} later.
     */
    private void sent(SendResult result) {
        if (!result.isOK()) {
            LOG.log(Level.DEBUG, "Sending failed", result.getException());
            broken = true;
        }
        flight.lands(done.getAndIncrement());
        inFlight.decrementAndGet();
        var unused = owner.flush();
    }
}
