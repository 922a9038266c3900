package rtc.signaling.tyrus;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many writes may wait, and how long a close may wait for them.
 *
 * <p>It ends a connection on which too many writes wait. Tyrus answers each ping of a server even if the server does
 * not read the answers, and stores the answers in memory without a limit. The client itself has only one text in
 * flight.
 *
 * <p>When writes have stalled, an empty write makes Tyrus continue. A close also begins with an empty write, so a
 * stalled close is noticed too. If the socket is still open after {@link #CLOSE_LIMIT}, it is closed at once, because
 * the other side may have stopped reading.
 */
final class BoundedWriter extends Writer {

    /** The maximum number of waiting writes, which is more than a well-behaved server ever causes. */
    static final int MOST_WAITING = 1000;

    /** How long a close may wait for the writes before it. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private static final System.Logger LOG = System.getLogger(BoundedWriter.class.getName());

    private final Writer writer;
    private final Runnable overflow;
    private final Runnable closeSocket;
    private final BiConsumer<Duration, Runnable> timer;
    private final AtomicInteger waiting = new AtomicInteger();
    private final StallGuard guard;

    /**
     * @param overflow ends the connection at once
     * @param closeSocket closes the socket at once if it is open
     */
    BoundedWriter(Writer writer, Runnable overflow, Runnable closeSocket, BiConsumer<Duration, Runnable> timer) {
        this.writer = writer;
        this.overflow = overflow;
        this.closeSocket = closeSocket;
        this.timer = timer;
        this.guard = new StallGuard(waiting::get, this::nudge, timer);
    }

    @Override
    public void write(ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {
        int now = waiting.incrementAndGet();
        if (now > MOST_WAITING) {
            if (now == MOST_WAITING + 1) {
                overflow.run();
            }
            waiting.decrementAndGet();
            if (handler != null) {
                handler.failed(new IOException("Too much waits to be written"));
            }
            return;
        }
        try {
            writer.write(buffer, new Counted(handler));
        } catch (Throwable e) {
            waiting.decrementAndGet();
            throw e;
        }
        guard.begun();
    }

    /**
     * Adds the close when an empty write completes: Tyrus checks its queue after each completion, so it always notices
     * the close.
     */
    @Override
    public void close() {
        timer.accept(CLOSE_LIMIT, this::closeNow);
        try {
            write(ByteBuffer.allocate(0), new Close());
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "A WebSocket is closing", e);
            closeSocket.run();
        }
    }

    private void closeNow() {
        guard.end();
        closeSocket.run();
    }

    private void nudge() {
        try {
            writer.write(ByteBuffer.allocate(0), new CompletionHandler<>() {});
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "A WebSocket is closing", e);
        }
    }

    private final class Counted extends CompletionHandler<ByteBuffer> {

        private final @Nullable CompletionHandler<ByteBuffer> handler;

        Counted(@Nullable CompletionHandler<ByteBuffer> handler) {
            this.handler = handler;
        }

        @Override
        public void cancelled() {
            done();
            if (handler != null) {
                handler.cancelled();
            }
        }

        @Override
        public void failed(Throwable failure) {
            done();
            if (handler != null) {
                handler.failed(failure);
            }
        }

        @Override
        public void completed(ByteBuffer written) {
            done();
            if (handler != null) {
                handler.completed(written);
            }
        }

        @Override
        public void updated(ByteBuffer written) {
            if (handler != null) {
                handler.updated(written);
            }
        }

        private void done() {
            guard.done();
            waiting.decrementAndGet();
        }
    }

    /** Closes the connection when the earlier writes have completed or failed. */
    private final class Close extends CompletionHandler<ByteBuffer> {

        @Override
        public void cancelled() {
            close();
        }

        @Override
        public void failed(Throwable failure) {
            close();
        }

        @Override
        public void completed(ByteBuffer written) {
            close();
        }

        private void close() {
            try {
                writer.close();
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "A WebSocket is closing", e);
            }
        }
    }
}
