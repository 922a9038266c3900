package rtc.it.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;

/** A connection on which a test sends HTTP character by character. For one thread; waits at most ten seconds. */
final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
    }

    /** Connects to a port on loopback, by TCP or TLS depending on the factory, and completes the handshake of TLS. */
    static RawHttp to(int port, SocketFactory factory) throws IOException {
        Socket socket = factory.createSocket(InetAddress.getLoopbackAddress(), port);
        if (socket instanceof SSLSocket tls) {
            tls.startHandshake();
        }
        return new RawHttp(socket);
    }

    static RawHttp to(int port) throws IOException {
        return to(port, SocketFactory.getDefault());
    }

    RawHttp says(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a GET request with these headers, each terminated by CR and LF, after {@code Host}. */
    RawHttp gets(String target, String headers) throws IOException {
        return says("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    }

    /** The status of the next answer. */
    int status() throws IOException {
        StringBuilder line = new StringBuilder();
        socket.setSoTimeout(PATIENCE_MILLIS);
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) {
                throw new IOException("ended after '" + line + "'");
            }
            line.append((char) next);
        }
        return Integer.parseInt(line.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /** Whether the server sends something or ends the connection within this time. */
    boolean isAnswered(Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        try {
            read();
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    /** Reads everything until the server closes the connection; the server must not be silent for ten seconds. */
    void awaitEnd() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        while (read() >= 0) {
            // the content is ignored
        }
    }

    private int read() throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
