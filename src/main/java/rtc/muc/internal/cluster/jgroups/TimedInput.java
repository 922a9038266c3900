package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Reads from a connection until a deadline, however slowly the bytes arrive. Leaves a timeout set on the socket. */
final class TimedInput extends InputStream {

    private final KeyedSocket socket;
    private final long end;

    /** @param end the deadline for reading, as a value of {@link System#nanoTime} */
    TimedInput(KeyedSocket socket, long end) {
        this.socket = socket;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("The other node has not answered in time");
        }
        socket.setSoTimeout((int) left);
        return socket.rawInput().read(bytes, offset, length);
    }
}
