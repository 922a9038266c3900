package rtc.signaling;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLException;

/**
 * A small WebSocket server that follows the script of a test. It can do what no real server does, such as answer
 * anything, remain silent, or cut the connection.
 */
final class StubServer implements AutoCloseable {

    /** What the server does with one connection. */
    @FunctionalInterface
    interface Script<T> {
        T play(Wire wire) throws IOException;
    }

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ServerSocket socket;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    StubServer() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    /** @param sockets makes the socket that the server listens on, with or without TLS */
    StubServer(ServerSocketFactory sockets) throws IOException {
        socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setSoTimeout((int) LIMIT.toMillis());
    }

    int port() {
        return socket.getLocalPort();
    }

    String base() {
        return "ws://127.0.0.1:" + port();
    }

    /**
     * Plays the script with the next connection.
     *
     * @return what the script returns
     */
    <T> CompletableFuture<T> serve(Script<T> script) {
        var result = new CompletableFuture<T>();
        var thread = new Thread(() -> play(script, result), "stub-server");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private <T> void play(Script<T> script, CompletableFuture<T> result) {
        try (var accepted = socket.accept()) {
            connections.add(accepted);
            accepted.setSoTimeout((int) LIMIT.toMillis());
            accepted.setTcpNoDelay(true);
            result.complete(script.play(new Wire(accepted)));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Stops listening, and closes all connections. */
    @Override
    public void close() throws IOException {
        socket.close();
        for (var connection : connections) {
            connection.close();
        }
    }

    /** The server's end of one connection. */
    static final class Wire {

        private static final int TEXT = 1;
        private static final int CLOSE = 8;
        private static final int PING = 9;
        private static final int PONG = 10;
        private static final int MOST_PINGS = 5_000_000;

        private final Socket socket;
        private final DataInputStream in;
        private final List<String> request = new ArrayList<>();

        private Wire(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            readRequest();
        }

        private void readRequest() throws IOException {
            request.clear();
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                request.add(line);
            }
        }

        /** The first line of the request. */
        String requestLine() {
            return request.get(0);
        }

        /** The value of a header of the request; empty if the header is missing. */
        String header(String name) {
            return request.stream()
                    .skip(1)
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        /** As a proxy, accepts the client's {@code CONNECT} and reads the handshake that follows for the server. */
        void tunnel() throws IOException {
            write("HTTP/1.1 200 OK\r\n\r\n");
            readRequest();
        }

        /** The raw path and query of the handshake. */
        String path() {
            var line = request.get(0);
            return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
        }

        /** Completes the handshake. */
        Wire accept() throws IOException {
            String key = header("Sec-WebSocket-Key");
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + sign(key) + "\r\n\r\n");
            return this;
        }

        /** Refuses the handshake. */
        void refuse(int status, String... headers) throws IOException {
            var lines = new StringBuilder();
            for (var header : headers) {
                lines.append(header).append("\r\n");
            }
            write("HTTP/1.1 " + status + " No\r\n" + lines + "Content-Length: 0\r\nConnection: close\r\n\r\n");
        }

        /** Answers the handshake with these lines. */
        void answer(String... lines) throws IOException {
            write(String.join("\r\n", lines) + "\r\n\r\n");
        }

        /** Sends pings, and reads nothing, until the client has closed the TCP connection. */
        void floodWithPings() throws IOException {
            byte[] ping = new byte[127];
            ping[0] = (byte) (0x80 | PING);
            ping[1] = 125;
            byte[] pings = new byte[500 * ping.length];
            for (int i = 0; i < pings.length; i += ping.length) {
                System.arraycopy(ping, 0, pings, i, ping.length);
            }
            for (long sent = 0; sent < MOST_PINGS; sent += pings.length / ping.length) {
                try {
                    socket.getOutputStream().write(pings);
                } catch (SocketException | SSLException closed) {
                    return;
                }
            }
            throw new IOException("The client takes any number of pings");
        }

        void sendText(String text) throws IOException {
            sendFrame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
        }

        void sendFragments(String... parts) throws IOException {
            for (int i = 0; i < parts.length; i++) {
                sendFrame(i == parts.length - 1, i == 0 ? TEXT : 0, parts[i].getBytes(StandardCharsets.UTF_8));
            }
        }

        void sendClose(int code, String reason) throws IOException {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            sendFrame(
                    true,
                    CLOSE,
                    ByteBuffer.allocate(2 + text.length)
                            .putShort((short) code)
                            .put(text)
                            .array());
        }

        void sendCloseWithoutCode() throws IOException {
            sendFrame(true, CLOSE, new byte[0]);
        }

        void sendPing() throws IOException {
            sendFrame(true, PING, new byte[0]);
        }

        /** The next text message. Pongs are skipped. */
        String readText() throws IOException {
            var frame = readFrame();
            if (frame.opcode != TEXT) {
                throw new IOException("Expected a text, got a frame of type " + frame.opcode);
            }
            return StandardCharsets.UTF_8.decode(frame.payload).toString();
        }

        /** Waits for the next ping, which must be empty, and answers it. */
        void answerPing() throws IOException {
            var frame = readFrame();
            if (frame.opcode != PING) {
                throw new IOException("Expected a ping, got a frame of type " + frame.opcode);
            }
            sendFrame(true, PONG, new byte[0]);
        }

        /** The code of the next frame, which must be a close frame; 1005 if it contains no code. */
        int readClose() throws IOException {
            var frame = readFrame();
            if (frame.opcode != CLOSE) {
                throw new IOException("Expected a close, got a frame of type " + frame.opcode);
            }
            return frame.payload.hasRemaining() ? frame.payload.getShort() : 1005;
        }

        /** Waits until the client has closed the TCP connection, and ignores what it sends before. */
        void awaitEnd() throws IOException {
            while (in.read() >= 0) {
                // ignored
            }
        }

        /** Resets the TCP connection. */
        void cut() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private record Frame(int opcode, ByteBuffer payload) {}

        private Frame readFrame() throws IOException {
            while (true) {
                int opcode = in.readUnsignedByte() & 0xf;
                long length = in.readUnsignedByte() & 0x7f;
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = in.readLong();
                }
                byte[] mask = in.readNBytes(4);
                byte[] payload = in.readNBytes((int) length);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                if (opcode != PONG) {
                    return new Frame(opcode, ByteBuffer.wrap(payload));
                }
            }
        }

        private void sendFrame(boolean last, int opcode, byte[] payload) throws IOException {
            var head = ByteBuffer.allocate(10).put((byte) (last ? 0x80 | opcode : opcode));
            if (payload.length < 126) {
                head.put((byte) payload.length);
            } else {
                head.put((byte) 127).putLong(payload.length);
            }
            var frame = new ByteArrayOutputStream();
            frame.write(head.array(), 0, head.position());
            frame.write(payload);
            socket.getOutputStream().write(frame.toByteArray());
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        private String readLine() throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("No handshake");
                }
                line.append((char) c);
            }
            return line.toString().strip();
        }

        private static String sign(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
                return Base64.getEncoder().encodeToString(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
