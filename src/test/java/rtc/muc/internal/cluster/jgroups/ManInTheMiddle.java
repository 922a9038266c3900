package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stranger who listens at an address that one node mistakes for another node's, and who connects to the other node.
 */
final class ManInTheMiddle implements AutoCloseable {

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<RawConnection> open = new CopyOnWriteArrayList<>();
    private final int target;

    /**
     * Starts to listen.
     *
     * @param port the port to which the first node connects
     * @param target the port of the other node
     */
    ManInTheMiddle(int port, int target) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.target = target;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Runs an action on the next connection from the first node and a new connection to the other node. */
    <T> CompletableFuture<T> onNext(Action<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                done.complete(action.apply(keep(new RawConnection(server.accept())), keep(new RawConnection(target))));
            } catch (IOException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    /** Forwards all bytes in both directions, like a router that translates addresses. */
    void passOnEverything() {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try (Socket next = server.accept()) {
                    pair(next);
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (RawConnection connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }

    private void pair(Socket next) throws IOException {
        RawConnection from = keep(new RawConnection(next));
        RawConnection to = keep(new RawConnection(target));
        threads.execute(() -> to.passOnTo(from));
        from.passOnTo(to);
    }

    private RawConnection keep(RawConnection connection) {
        open.add(connection);
        return connection;
    }

    /** An action on two connections. */
    @FunctionalInterface
    interface Action<T> {

        /**
         * Runs the action.
         *
         * @param from the connection from the first node, which was meant for the other node
         * @param to the connection to the other node
         */
        T apply(RawConnection from, RawConnection to) throws IOException;
    }
}
