package rtc.signaling.tyrus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a connection on which too many writes wait. Tyrus answers each ping of a server, also of one that does not
 * read the answers, and keeps them in memory without a limit. The client itself has one text in flight.
 */
final class BoundedWriter extends Writer {

    /** More than an honest server ever causes. */
    static final int MOST_WAITING = 1000;

    private final Writer writer;
    private final Runnable overflow;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param overflow closes the connection at once */
    BoundedWriter(Writer writer, Runnable overflow) {
        this.writer = writer;
        this.overflow = overflow;
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
        writer.write(buffer, new Counted(handler));
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private final class Counted extends CompletionHandler<ByteBuffer> {

        private final @Nullable CompletionHandler<ByteBuffer> handler;

        Counted(@Nullable CompletionHandler<ByteBuffer> handler) {
            this.handler = handler;
        }

        @Override
        public void cancelled() {
            waiting.decrementAndGet();
            if (handler != null) {
                handler.cancelled();
            }
        }

        @Override
        public void failed(Throwable failure) {
            waiting.decrementAndGet();
            if (handler != null) {
                handler.failed(failure);
            }
        }

        @Override
        public void completed(ByteBuffer written) {
            waiting.decrementAndGet();
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
    }
}
