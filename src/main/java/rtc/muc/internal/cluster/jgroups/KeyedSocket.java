package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One side of a connection between nodes. Its streams are available only after the {@link KeyChallenge} at its start.
 */
final class KeyedSocket extends Socket {

    private final KeyChallenge challenge;
    private volatile @Nullable InputStream input;
    private volatile @Nullable OutputStream output;

    KeyedSocket(KeyChallenge challenge) {
        this.challenge = challenge;
    }

    @Override
    public void connect(SocketAddress to, int timeout) throws IOException {
        if (!(to instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("Not an address of a node: " + to);
        }
        super.connect(to, timeout);
        challenge.answer(this, address);
        setSoTimeout(0);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return proven(input);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return proven(output);
    }

    /** Sets the streams of this connection, after its keys have been derived. */
    void prove(InputStream authenticated, OutputStream authenticating) {
        input = authenticated;
        output = authenticating;
    }

    /** {@return the stream of the incoming bytes, without authentication} */
    InputStream rawInput() throws IOException {
        return super.getInputStream();
    }

    /** {@return the stream of the outgoing bytes, without authentication} */
    OutputStream rawOutput() throws IOException {
        return super.getOutputStream();
    }

    private static <T> T proven(@Nullable T stream) throws IOException {
        if (stream == null) {
            throw new IOException("This connection has not begun with a proof of the muc.cluster-key");
        }
        return stream;
    }
}
