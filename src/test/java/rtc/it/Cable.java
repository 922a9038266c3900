package rtc.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to the server that can be cut: a port of its own on loopback whose connections lead to the server's. */
final class Cable implements AutoCloseable {

    private final URI server;
    private final ServerSocket entrance;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Cable(URI server) throws IOException {
        this.server = server;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Lays one to a server; ended by {@link #close}. */
    static Cable to(URI server) {
        try {
            return new Cable(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's address by this way. */
    URI address() {
        return URI.create("http://" + entrance.getInetAddress().getHostAddress() + ":" + entrance.getLocalPort()
                + server.getPath());
    }

    /** Ends all connections at once, without a word to either side that it could answer, and lets no other in. */
    void cut() {
        quietly(entrance);
        ends.forEach(Cable::sever);
    }

    @Override
    public void close() {
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                Socket far = new Socket(server.getHost(), server.getPort());
                ends.add(near);
                ends.add(far);
                threads.execute(() -> pass(near, far));
                threads.execute(() -> pass(far, near));
            } catch (IOException cut) {
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // Both ends are closed then, as a network would do.
        }
    }

    private static void sever(Socket end) {
        try {
            end.setSoLinger(true, 0);
            end.close();
        } catch (IOException closedMeanwhile) {
            // The thread that passes was faster.
        }
    }

    private static void quietly(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
