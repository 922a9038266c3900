package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** An output that tells when it is full, and when no longer. The container knows its writer through it alone. */
final class BackpressureOutput extends ServletOutputStream implements WriteListener {

    private final ServletOutputStream output;
    private final Backpressure balance;
    private final BackpressureInput input;
    private volatile @Nullable WriteListener listener;

    BackpressureOutput(ServletOutputStream output, Backpressure balance, BackpressureInput input) {
        this.output = output;
        this.balance = balance;
        this.input = input;
    }

    @Override
    public boolean isReady() {
        boolean ready = output.isReady();
        balance.full(!ready);
        return ready;
    }

    /** The container may call back within, on a thread that holds its locks; so the input may not stop before. */
    @Override
    public void setWriteListener(WriteListener writer) {
        listener = writer;
        output.setWriteListener(this);
        balance.watch();
    }

    @Override
    public void onWritePossible() throws IOException {
        WriteListener writer = listener;
        if (writer != null) {
            balance.writes();
            try {
                writer.onWritePossible();
            } finally {
                balance.hasWritten();
            }
            if (balance.goesOn()) {
                input.goOn();
            }
        }
    }

    @Override
    public void onError(Throwable why) {
        WriteListener writer = listener;
        balance.end();
        if (writer != null) {
            writer.onError(why);
        }
        if (balance.goesOn()) {
            input.onError(why);
        }
    }

    /** Lets go of the writer, for the container holds on to old streams. What waits to be written has failed. */
    void forget() {
        WriteListener writer = listener;
        listener = null;
        if (writer != null && balance.isFull()) {
            writer.onError(new ClosedChannelException());
        }
    }

    @Override
    public void write(int octet) throws IOException {
        output.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        output.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
