package rtc.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Many concurrent requests that announce a body and send one byte of it every half second. */
final class SlowBodies implements AutoCloseable {

    private static final String HANDSHAKE = String.join(
            "\r\n",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version: 13");
    private static final String FORM =
            String.join("\r\n", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 60000");
    private static final int PATIENCE_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 500;

    private final List<SocketChannel> open = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "slow-bodies");
        thread.setDaemon(true);
        return thread;
    });

    private SlowBodies() {}

    /** Handshakes for a path of the application. */
    static SlowBodies ofHandshakes(URI server, String path, int count) throws IOException {
        return of(server, "GET " + server.getRawPath() + path, HANDSHAKE + "\r\n" + FORM, count);
    }

    /** Preflight requests from a page of another origin for a path of the application. */
    static SlowBodies ofPreflights(URI server, String path, int count) throws IOException {
        String headers =
                String.join("\r\n", "Origin: https://elsewhere.example", "Access-Control-Request-Method: GET", FORM);
        return of(server, "OPTIONS " + server.getRawPath() + path, headers, count);
    }

    /** Forms that are posted to a path of the application. */
    static SlowBodies ofForms(URI server, String path, int count) throws IOException {
        return of(server, "POST " + server.getRawPath() + path, FORM, count);
    }

    private static SlowBodies of(URI server, String target, String headers, int count) throws IOException {
        String head = target + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + headers;
        SlowBodies bodies = new SlowBodies();
        try {
            for (int i = 0; i < count; i++) {
                bodies.open(server, head);
            }
        } catch (IOException | RuntimeException failed) {
            bodies.close();
            throw failed;
        }
        var unused =
                bodies.clock.scheduleWithFixedDelay(bodies::drip, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return bodies;
    }

    /** The number of connections that the server has not closed. */
    synchronized int stillOpen() {
        return open.size();
    }

    private synchronized void open(URI server, String head) throws IOException {
        SocketChannel channel = SocketChannel.open();
        open.add(channel);
        channel.socket().connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        channel.write(ByteBuffer.wrap((head + "\r\n\r\n").getBytes(ISO_8859_1)));
        channel.configureBlocking(false);
    }

    private synchronized void drip() {
        open.removeIf(channel -> !goesOn(channel));
    }

    private static boolean goesOn(SocketChannel channel) {
        try {
            ByteBuffer answer = ByteBuffer.allocate(4096);
            int read = channel.read(answer);
            while (read > 0) {
                answer.clear();
                read = channel.read(answer);
            }
            if (read == 0) {
                channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                return true;
            }
        } catch (IOException cut) {
            // the server has closed it
        }
        try {
            channel.close();
        } catch (IOException alreadyClosed) {
            // as intended
        }
        return false;
    }

    @Override
    public synchronized void close() throws IOException {
        clock.shutdownNow();
        for (SocketChannel channel : open) {
            channel.close();
        }
        open.clear();
    }
}
