package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * An output that reports when it is full and when it has room again. It registers itself with the container, and
 * forwards the container's calls to the write listener of the WebSocket handler.
 */
final class BackpressureOutput extends ServletOutputStream implements WriteListener {

    private final ServletOutputStream output;
    private final Backpressure backpressure;
    private final BackpressureInput input;
    private volatile @Nullable WriteListener listener;
    private volatile boolean released;

    BackpressureOutput(ServletOutputStream output, Backpressure backpressure, BackpressureInput input) {
        this.output = output;
        this.backpressure = backpressure;
        this.input = input;
    }

    /** A released output reports that it is ready, so that writers try to write and fail. */
    @Override
    public boolean isReady() {
        if (released) {
            return true;
        }
        boolean ready = output.isReady();
        backpressure.setFull(!ready);
        return ready;
    }

    /**
     * The container may call the listener within this call, on a thread that holds the container's locks. So the input
     * must not stop before the listener is registered.
     */
    @Override
    public void setWriteListener(WriteListener writer) {
        listener = writer;
        output.setWriteListener(this);
        backpressure.watch();
    }

    @Override
    public void onWritePossible() throws IOException {
        WriteListener writer = listener;
        if (writer != null) {
            backpressure.beginFlush();
            try {
                writer.onWritePossible();
            } finally {
                backpressure.endFlush();
            }
            if (backpressure.mustResume()) {
                input.resume();
            }
        }
    }

    @Override
    public void onError(Throwable why) {
        WriteListener writer = listener;
        backpressure.end();
        if (writer != null) {
            writer.onError(why);
        }
        if (backpressure.mustResume()) {
            input.onError(why);
        }
    }

    /**
     * Releases the write listener, and accepts no more data, because the container reuses old streams for other
     * connections. Unwritten data is lost.
     */
    void release() {
        WriteListener writer = listener;
        released = true;
        listener = null;
        if (writer != null && backpressure.isFull()) {
            writer.onError(new ClosedChannelException());
        }
    }

    @Override
    public void write(int octet) throws IOException {
        checkOpen();
        output.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        checkOpen();
        output.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        checkOpen();
        output.flush();
    }

    @Override
    public void close() throws IOException {
        if (!released) {
            output.close();
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (released) {
            throw new ClosedChannelException();
        }
    }
}
