package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.jgroups.Version;
import org.jgroups.stack.IpAddress;

/** A stranger's connection to a port of the cluster, over which tests exchange raw bytes. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;
    private final DataOutputStream out;

    RawConnection(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Uses an open connection. */
    RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** Connects, and sends the bytes with which JGroups begins a connection. */
    static RawConnection greeting(int port, int claimedPort) throws IOException {
        RawConnection connection = new RawConnection(port);
        connection.greet(claimedPort);
        return connection;
    }

    /** Sends the bytes with which JGroups begins a connection. */
    void greet(int claimedPort) throws IOException {
        IpAddress claimed = new IpAddress("127.0.0.1", claimedPort);
        tryTo(out -> {
            out.write("bela".getBytes(US_ASCII));
            out.writeShort(Version.version);
            out.writeShort(claimed.serializedSize());
            claimed.writeTo(out);
        });
    }

    /** {@return the next bytes; fewer if the stream ends} */
    byte[] read(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** Forwards the bytes that this connection receives to another one, until either is closed. */
    void passOnTo(RawConnection other) {
        try {
            socket.setSoTimeout(0);
            socket.getInputStream().transferTo(other.out);
        } catch (IOException closed) {
            return;
        }
    }

    /** Sends a frame. */
    void frame(byte[] bytes) {
        announce(bytes.length, bytes);
    }

    /** Sends a frame that announces this length, which may differ from the number of its bytes. */
    void announce(int length, byte[] bytes) {
        tryTo(out -> {
            out.writeInt(length);
            out.write(bytes);
        });
    }

    void raw(byte[] bytes) {
        tryTo(out -> out.write(bytes));
    }

    /** Ends the outgoing stream. */
    void finish() throws IOException {
        try {
            socket.shutdownOutput();
        } catch (SocketException closedByTheOther) {
            socket.close();
        }
    }

    /** {@return whether the other side closes the connection in time} */
    boolean isClosed() throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {}
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Writes bytes. Ignores failures, because the other side may have closed the connection. */
    private void tryTo(Writing writing) {
        try {
            writing.write(out);
            out.flush();
        } catch (IOException closedByTheOther) {
            return;
        }
    }

    @FunctionalInterface
    private interface Writing {

        void write(DataOutputStream out) throws IOException;
    }
}
