package rtc.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A builder for the opening handshake of a {@link RawWebSocket}. The path is sent unchanged, including escapes and
 * errors.
 */
public final class Handshake {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final URI base;
    private final String path;
    private final List<String> headers = new ArrayList<>();
    private int receiveBuffer;
    private int version = 13;
    private String behind = "";
    private String host;

    private Handshake(URI base, String path) {
        this.base = base;
        this.path = path;
        this.host = base.getAuthority();
    }

    /**
     * A handshake with the host and port of {@code base}. Its path is that of {@code base}, without a final slash,
     * followed by {@code path}.
     */
    public static Handshake with(URI base, String path) {
        return new Handshake(base, base.getRawPath().replaceFirst("/$", "") + path);
    }

    /** Adds a header, as given. */
    public Handshake header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** Sends these bytes right after the request, without waiting for the answer. */
    public Handshake followedBy(ByteBuffer... pieces) {
        for (ByteBuffer piece : pieces) {
            behind += ISO_8859_1.decode(piece);
        }
        return this;
    }

    /** Sends this {@code Host} header instead of the host and port to which it connects. */
    public Handshake host(String authority) {
        host = authority;
        return this;
    }

    /** Requests this version of the protocol instead of 13. */
    public Handshake version(int number) {
        version = number;
        return this;
    }

    /** Sets the size of the receive buffer; a small one fills soon if the client does not read. */
    public Handshake receiveBuffer(int bytes) {
        receiveBuffer = bytes;
        return this;
    }

    /**
     * Connects and shakes hands.
     *
     * @throws RefusedException if the status of the answer is not 101
     * @throws IOException if there is no server, or if its answer is late or invalid
     */
    public RawWebSocket open() throws IOException {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        RawWebSocket socket = RawWebSocket.connect(base.getHost(), base.getPort(), receiveBuffer);
        try {
            List<String> answer = socket.exchange(request(key));
            check(answer, accept(key));
            return socket;
        } catch (IOException | RuntimeException refused) {
            socket.close();
            throw refused;
        }
    }

    /** The head of the server's answer, line by line. Closes the connection. */
    public List<String> answer() throws IOException {
        try (RawWebSocket socket = RawWebSocket.connect(base.getHost(), base.getPort(), receiveBuffer)) {
            return socket.exchange(request(Base64.getEncoder().encodeToString(new byte[16])));
        }
    }

    /** The status of the server's answer. Closes the connection. */
    public int status() throws IOException {
        try {
            open().close();
            return 101;
        } catch (RefusedException refused) {
            return refused.status();
        }
    }

    /** Sends the request, and resets the connection without waiting for an answer. */
    public void abandon() throws IOException {
        try (RawWebSocket socket = RawWebSocket.connect(base.getHost(), base.getPort(), receiveBuffer)) {
            socket.send(request("AAAAAAAAAAAAAAAAAAAAAA==").getBytes(ISO_8859_1));
            socket.reset();
        }
    }

    private String request(String key) {
        List<String> lines = new ArrayList<>(List.of(
                "GET " + path + " HTTP/1.1",
                "Host: " + host,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: " + key,
                "Sec-WebSocket-Version: " + version));
        lines.addAll(headers);
        return String.join("\r\n", lines) + "\r\n\r\n" + behind;
    }

    private static void check(List<String> answer, String accept) throws IOException {
        String[] statusLine = answer.get(0).split(" ", 3);
        int status = Integer.parseInt(statusLine[1]);
        if (status != 101) {
            throw new RefusedException(status, answer);
        }
        if (answer.stream().noneMatch(line -> isHeader(line, "Sec-WebSocket-Accept", accept))) {
            throw new IOException("no matching Sec-WebSocket-Accept in " + answer);
        }
    }

    private static boolean isHeader(String line, String name, String value) {
        int colon = line.indexOf(':');
        return colon > 0
                && line.substring(0, colon).equalsIgnoreCase(name)
                && line.substring(colon + 1).strip().equals(value);
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
