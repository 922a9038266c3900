package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.container.PingCounter;

/** An input that says it has nothing as long as the output is full. The container knows its reader through it alone. */
final class BackpressureInput extends ServletInputStream implements ReadListener {

    private final ServletInputStream input;
    private final Backpressure balance;
    private final PingCounter pings;
    private volatile @Nullable ReadListener listener;

    BackpressureInput(ServletInputStream input, Backpressure balance, PingCounter pings) {
        this.input = input;
        this.balance = balance;
        this.pings = pings;
    }

    @Override
    public boolean isReady() {
        return !balance.stops() && input.isReady();
    }

    /** The container may call back within, before the reader is ready for it; so it is told later, by {@link #begin}. */
    @Override
    public void setReadListener(ReadListener reader) {
        listener = reader;
    }

    /** Has the container call the reader from now on, and at once if something came in already. */
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

    /** Once {@link #isReady} has said no for the output's sake, the container will not call; so this does. */
    void goOn() {
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

    /** Lets go of the reader, for the container holds on to old streams. */
    void forget() {
        listener = null;
    }

    @Override
    public int read() throws IOException {
        int read = input.read();
        balance.read(1);
        if (read >= 0) {
            pings.read(ByteBuffer.wrap(new byte[] {(byte) read}));
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = input.read(bytes, offset, length);
        balance.read(read);
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
        input.close();
    }
}
