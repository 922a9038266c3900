package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.container.PingCounter;

/**
 * An input that reports no data while the output is full. It registers itself with the container, and forwards the
 * container's calls to the read listener of the WebSocket handler.
 */
final class BackpressureInput extends ServletInputStream implements ReadListener {

    private final ServletInputStream input;
    private final Backpressure backpressure;
    private final PingCounter pings;
    private volatile @Nullable ReadListener listener;
    private volatile boolean released;

    BackpressureInput(ServletInputStream input, Backpressure backpressure, PingCounter pings) {
        this.input = input;
        this.backpressure = backpressure;
        this.pings = pings;
    }

    @Override
    public boolean isReady() {
        return !released && !backpressure.mustStop() && input.isReady();
    }

    /**
     * Does not register the listener yet: the container may call a listener within this call, before the WebSocket
     * handler is ready. {@link #begin} registers it.
     */
    @Override
    public void setReadListener(ReadListener reader) {
        listener = reader;
    }

    /** Registers the read listener; the container calls it at once if data has arrived. */
    void begin() {
        if (listener != null) {
            input.setReadListener(this);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        ReadListener reader = listener;
        if (reader != null) {
            reader.onDataAvailable();
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        ReadListener reader = listener;
        if (reader != null) {
            reader.onAllDataRead();
        }
    }

    @Override
    public void onError(Throwable why) {
        ReadListener reader = listener;
        if (reader != null) {
            reader.onError(why);
        }
    }

    /**
     * Calls the read listener, because the container does not call it after {@link #isReady} returned false due to a
     * full output.
     */
    void resume() {
        if (listener == null) {
            return;
        }
        try {
            if (input.isReady()) {
                onDataAvailable();
            }
        } catch (IOException | RuntimeException broken) {
            onError(broken);
        }
    }

    /**
     * Releases the read listener, and reads no more, because the container reuses old streams for other connections.
     */
    void release() {
        released = true;
        listener = null;
    }

    @Override
    public int read() throws IOException {
        checkOpen();
        int read = input.read();
        backpressure.read(1);
        if (read >= 0) {
            pings.read(ByteBuffer.wrap(new byte[] {(byte) read}));
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        checkOpen();
        int read = input.read(bytes, offset, length);
        backpressure.read(read);
        if (read > 0) {
            pings.read(ByteBuffer.wrap(bytes, offset, read));
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }

    @Override
    public boolean isFinished() {
        return input.isFinished();
    }

    @Override
    public void close() throws IOException {
        if (!released) {
            input.close();
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (released) {
            throw new ClosedChannelException();
        }
    }
}
