package rtc.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import rtc.FreePorts;

/**
 * Stands in for a node behind a balancer. It completes each WebSocket handshake and then sends its name; it answers
 * other requests with 200.
 */
final class StandInNode implements AutoCloseable {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int PING = 0x89;
    private static final int TEXT = 0x81;

    /** The heads of all handshakes, line by line. */
    final List<List<String>> handshakes = new CopyOnWriteArrayList<>();

    /** The number of answered requests that were not handshakes, such as HAProxy's checks. */
    final AtomicInteger plainRequests = new AtomicInteger();

    private final String name;
    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listening;
    private volatile boolean undeployed;
    private volatile boolean full;
    private volatile boolean frozen;
    private volatile Duration pings = Duration.ofHours(1);

    StandInNode(String name) throws IOException {
        this.name = name;
        this.port = FreePorts.one();
        start();
    }

    int port() {
        return port;
    }

    String name() {
        return name;
    }

    /** Answers all further requests with 404, like a server whose application was undeployed. */
    void undeploy() {
        undeployed = true;
    }

    /** Whether to refuse further handshakes with 503, like a node that has as many connections as it may have. */
    void full(boolean isFull) {
        full = isFull;
    }

    /** Accepts further connections, but answers nothing on them. */
    void freeze() {
        frozen = true;
    }

    /** Pings each further client at this interval. */
    void pingEvery(Duration interval) {
        pings = interval;
    }

    /** Listens again on the same port. */
    void start() throws IOException {
        undeployed = false;
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        listening = socket;
        run(() -> {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                run(() -> serve(connection));
            }
        });
    }

    /** Stops like a process that is killed. */
    @Override
    public void close() throws IOException {
        ServerSocket socket = listening;
        if (socket != null) {
            socket.close();
        }
        for (Socket connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    private void serve(Socket connection) throws IOException {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
            List<String> head = new ArrayList<>();
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                head.add(line);
                line = in.readLine();
            }
            OutputStream out = connection.getOutputStream();
            if (frozen) {
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            String key = header(head, "Sec-WebSocket-Key");
            if (undeployed || full || key.isEmpty()) {
                String status = undeployed ? "404 Not Found" : key.isEmpty() ? "200 OK" : "503 Service Unavailable";
                out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(US_ASCII));
                if (key.isEmpty()) {
                    plainRequests.incrementAndGet();
                }
                return;
            }
            connection.setSoTimeout(Math.toIntExact(pings.toMillis()));
            handshakes.add(List.copyOf(head));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                    .getBytes(US_ASCII));
            out.write(frame(TEXT, name.getBytes(US_ASCII)));
            pingUntilTheEnd(connection, out);
        } finally {
            connections.remove(connection);
        }
    }

    /** Reads what the client sends, and pings the client whenever it has sent nothing for the interval. */
    private void pingUntilTheEnd(Socket connection, OutputStream out) throws IOException {
        int read = 0;
        while (read >= 0) {
            try {
                read = connection.getInputStream().read();
            } catch (SocketTimeoutException silence) {
                out.write(frame(PING, new byte[0]));
            }
        }
    }

    private static byte[] frame(int first, byte[] payload) {
        byte[] frame = new byte[payload.length + 2];
        frame[0] = (byte) first;
        frame[1] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        return frame;
    }

    /** The value of a header in the head of a request; empty if it has none. */
    static String header(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private void run(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // The node or the client has closed the connection.
                    }
                },
                "stand-in " + name);
        thread.setDaemon(true);
        thread.start();
    }
}
