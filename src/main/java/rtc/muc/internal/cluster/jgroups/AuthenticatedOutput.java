package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;

/** Sends {@linkplain AuthenticatedRecord records}, at least one for each write that is not empty. Thread-safe. */
final class AuthenticatedOutput extends OutputStream {

    private final OutputStream out;
    private final Mac mac;
    private final ByteBuffer record =
            ByteBuffer.allocate(AuthenticatedRecord.HEAD_BYTES + AuthenticatedRecord.MOST_BYTES);
    private final ReentrantLock lock = new ReentrantLock();
    private long number;

    AuthenticatedOutput(OutputStream out, Mac mac) {
        this.out = out;
        this.mac = mac;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            int sent = 0;
            while (sent < length) {
                int next = Math.min(length - sent, AuthenticatedRecord.MOST_BYTES);
                record(bytes, offset + sent, next);
                sent += next;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void record(byte[] bytes, int offset, int length) throws IOException {
        record.clear()
                .putInt(length)
                .put(AuthenticatedRecord.tag(mac, number++, bytes, offset, length))
                .put(bytes, offset, length);
        out.write(record.array(), 0, record.position());
    }
}
