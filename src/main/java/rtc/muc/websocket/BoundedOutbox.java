package rtc.muc.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.ServerMessage;
import rtc.muc.room.Encoding;
import rtc.muc.room.Outbox;

/**
 * The outbox in front of a {@link Session}. One send is in flight, the next follows on its completion; the bound is ours, for the containers'
 * own queues have none.
 *
 * <p>Without locks. Who finds {@code turns} at zero drains, and goes on while others ask for a turn meanwhile: so one thread drains
 * at a time, no wake-up is lost, and a completion on the draining thread itself only asks for another turn.
 *
 * <p>A send that fails closes the session, and the container then tells the endpoint that it is closed. A peer that does not answer the close, or
 * does not read at all, is cut off by an idle timeout set after the close: on WildFly that frees the connection and what the container
 * holds for it.
 */
final class SessionOutbox implements Outbox {

    private interface SessionCall {
        void run() throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(SessionOutbox.class.getName());

    /** How long the container lets a closed connection linger whose other side does not answer, in milliseconds. */
    private static final long CLOSE_TIMEOUT = 3_000;

    private static final long KICK_TIMEOUT = 1_000;

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final Encoding encoding;
    private final ConnectionLimits limits;

    private final SendHandler completion = this::sent;

    /** Texts, and {@link ServerMessage.Joined} to be encoded when their turn comes. */
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger chars = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

    /** Whether the session was told to close. */
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile boolean sending;
    private volatile boolean broken;
    private volatile boolean full;

    SessionOutbox(Session session, Encoding encoding, ConnectionLimits limits) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.encoding = encoding;
        this.limits = limits;
    }

    @Override
    public boolean add(String text) {
        if (full
                || isOver(messages.get() + 1, limits.outboxMessages())
                || isOver(chars.get() + text.length(), limits.outboxChars())) {
            full = true;
            return false;
        }
        if (ending.get() == null) {
            messages.incrementAndGet();
            chars.addAndGet(text.length());
            queue.add(text);
        }
        return true;
    }

    @Override
    public void add(ServerMessage.Joined joined) {
        queue.add(joined);
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
        return !broken;
    }

    @Override
    public void close(Ending why) {
        if (ending.compareAndSet(null, why)) {
            if (why.delivers()) {
                quietly(() -> session.setMaxIdleTimeout(CLOSE_TIMEOUT));
            } else {
                closeSession(why);
            }
            if (!flush()) {
                closeSession(Ending.GONE);
            }
        }
    }

    private void drain() {
        while (!sending && !broken) {
            Object next = closed.get() ? null : queue.poll();
            if (next != null) {
                sending = true;
                send(next);
            } else {
                closeAfterTheLast();
                return;
            }
        }
    }

    private void closeAfterTheLast() {
        Ending why = ending.get();
        if (why != null) {
            queue.clear();
            closeSession(why);
        }
    }

    private void send(Object next) {
        String text;
        if (next instanceof String waiting) {
            messages.decrementAndGet();
            chars.addAndGet(-waiting.length());
            text = waiting;
        } else {
            text = encoding.encode((ServerMessage.Joined) next);
        }
        try {
            remote.sendText(text, completion);
        } catch (IllegalStateException closedMeanwhile) {
            sent(new SendResult(closedMeanwhile));
        }
    }

    /** May run on any thread, and inside of {@code sendText}. */
    private void sent(SendResult result) {
        if (!result.isOK()) {
            LOG.log(Level.DEBUG, "Sending failed", result.getException());
            broken = true;
        }
        sending = false;
        if (!flush()) {
            closeSession(Ending.GONE);
        }
    }

    private void closeSession(Ending why) {
        if (closed.compareAndSet(false, true)) {
            quietly(() -> session.close(reason(why)));
            quietly(() -> session.setMaxIdleTimeout(why == Ending.TOO_SLOW ? KICK_TIMEOUT : CLOSE_TIMEOUT));
        }
    }

    private static CloseReason reason(Ending why) {
        return why == Ending.GONE
                ? new CloseReason(CloseCodes.NORMAL_CLOSURE, null)
                : new CloseReason(CloseCodes.getCloseCode(why.code()), why.reason());
    }

    private static void quietly(SessionCall call) {
        try {
            call.run();
        } catch (IOException | IllegalStateException closedMeanwhile) {
            LOG.log(Level.DEBUG, "Closing a session that is closed", closedMeanwhile);
        }
    }

    private static boolean isOver(int size, int limit) {
        return limit > 0 && size > limit;
    }
}
