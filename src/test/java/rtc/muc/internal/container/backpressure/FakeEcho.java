package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A handler that answers all input with as many bytes, and keeps those that the output does not accept, without a
 * limit.
 */
public final class FakeEcho implements HttpUpgradeHandler, ReadListener, WriteListener {

    private static final int CHUNK = 8 * 1024;

    private final Queue<byte[]> kept = new ArrayDeque<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private int mostKept;
    private boolean ready;
    private boolean wasReadyToRead = true;

    @SuppressWarnings("NullAway.Init")
    private ServletInputStream input;

    @SuppressWarnings("NullAway.Init")
    private ServletOutputStream output;

    /** Called by reflection. */
    public FakeEcho() {}

    @Override
    public void init(WebConnection connection) {
        try {
            input = connection.getInputStream();
            output = connection.getOutputStream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        input.setReadListener(this);
        output.setWriteListener(this);
        ready = true;
    }

    @Override
    public void onDataAvailable() throws IOException {
        wasReadyToRead &= ready;
        do {
            int read = input.read(new byte[CHUNK]);
            write(new byte[read]);
        } while (input.isReady());
    }

    @Override
    public synchronized void onWritePossible() throws IOException {
        while (!kept.isEmpty() && output.isReady()) {
            output.write(kept.remove());
        }
    }

    private synchronized void write(byte[] bytes) throws IOException {
        if (kept.isEmpty() && output.isReady()) {
            output.write(bytes);
        } else {
            kept.add(bytes);
            mostKept = Math.max(mostKept, kept.size() * CHUNK);
        }
    }

    /** The largest number of bytes that it kept at any time. */
    synchronized int mostKept() {
        return mostKept;
    }

    /** Whether its {@code init} had completed whenever it was notified of input. */
    boolean wasReadyToRead() {
        return wasReadyToRead;
    }

    synchronized boolean keepsNothing() {
        return kept.isEmpty();
    }

    @Override
    public void onAllDataRead() {}

    @Override
    public void onError(Throwable why) {
        errors.add(why);
    }

    /** The errors that it received as a reader and as a writer. */
    List<Throwable> errors() {
        return errors;
    }

    @Override
    public void destroy() {}
}
