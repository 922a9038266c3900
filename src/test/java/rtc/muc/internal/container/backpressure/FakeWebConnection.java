package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A container's connection with a fixed number of bytes to read, and an output of limited capacity that tests drain.
 */
final class FakeWebConnection implements WebConnection {

    private final AtomicInteger unread;
    private final int capacity;
    private boolean readsAtOnce;
    private int waiting;
    private boolean writerWaits;
    private @Nullable WriteListener writer;
    private @Nullable ReadListener reader;

    /**
     * A connection.
     *
     * @param unread bytes that the client has sent
     * @param capacity bytes that may wait for the client until the output is full
     */
    FakeWebConnection(int unread, int capacity) {
        this.unread = new AtomicInteger(unread);
        this.capacity = capacity;
    }

    /** Calls the read listener as soon as it is set, as Payara does when data arrived with the handshake. */
    FakeWebConnection readingAtOnce() {
        readsAtOnce = true;
        return this;
    }

    int unread() {
        return unread.get();
    }

    /** Calls the read listener, as a container does when data has arrived. */
    void dataAvailable() throws IOException {
        Objects.requireNonNull(reader).onDataAvailable();
    }

    /** The client receives all bytes that wait for it. */
    void drain() throws IOException {
        boolean call;
        synchronized (this) {
            waiting = 0;
            call = writerWaits;
            writerWaits = false;
        }
        if (call) {
            Objects.requireNonNull(writer).onWritePossible();
        }
    }

    /** The client resets the connection. Only the write listener is notified. */
    void breakOff() {
        Objects.requireNonNull(writer).onError(new EOFException("reset"));
    }

    private synchronized boolean fits() {
        writerWaits |= waiting >= capacity;
        return waiting < capacity;
    }

    private synchronized void write(int bytes) {
        waiting += bytes;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new ServletInputStream() {
            @Override
            public boolean isFinished() {
                return unread.get() == 0;
            }

            @Override
            public boolean isReady() {
                return unread.get() > 0;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                reader = listener;
                if (readsAtOnce) {
                    try {
                        listener.onDataAvailable();
                    } catch (IOException unexpected) {
                        throw new UncheckedIOException(unexpected);
                    }
                }
            }

            @Override
            public int read() {
                throw new UnsupportedOperationException("one by one");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int read = Math.min(length, unread.get());
                unread.addAndGet(-read);
                return read;
            }
        };
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return fits();
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                writer = listener;
            }

            @Override
            public void write(int octet) {
                FakeWebConnection.this.write(1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                FakeWebConnection.this.write(length);
            }
        };
    }

    @Override
    public void close() {}
}
