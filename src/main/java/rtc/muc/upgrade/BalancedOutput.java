package rtc.muc.upgrade;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An output that tells when it is full, and when no longer. The container knows its writer through it alone. */
final class BalancedOutput extends ServletOutputStream implements WriteListener {

    private final ServletOutputStream output;
    private final Balance balance;
    private final Runnable goOn;
    private volatile @Nullable WriteListener listener;

    /** @param goOn lets the input go on, on a thread of the container's */
    BalancedOutput(ServletOutputStream output, Balance balance, Runnable goOn) {
        this.output = output;
        this.balance = balance;
        this.goOn = goOn;
    }

    @Override
    public boolean isReady() {
        boolean ready = output.isReady();
        balance.full(!ready);
        return ready;
    }

    @Override
    public void setWriteListener(WriteListener writer) {
        listener = writer;
        output.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
        WriteListener writer = listener;
        if (writer != null) {
            balance.full(false);
            writer.onWritePossible();
            if (balance.goesOn()) {
                goOn.run();
            }
        }
    }

    @Override
    public void onError(Throwable why) {
        WriteListener writer = listener;
        if (writer != null) {
            writer.onError(why);
        }
    }

    /** Lets go of the writer, for the container holds on to old streams. */
    void forget() {
        listener = null;
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
