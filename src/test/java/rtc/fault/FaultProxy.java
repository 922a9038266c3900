package rtc.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy that injects faults on demand: it listens on its own port on loopback and forwards each connection to a
 * server. One thread serves all connections.
 *
 * <p>Every method may be called from any thread, and has taken effect when it returns, except that {@link #close()} may
 * take effect shortly afterwards. A new proxy forwards everything.
 */
public final class FaultProxy implements AutoCloseable {

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BACKLOG = 1000;

    private final Selector selector;
    private final InetSocketAddress entrance;
    private final Thread thread = new Thread(this::run, "fault-proxy");
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final LineFaults toServer;
    private final LineFaults toClients;
    private volatile SocketAddress target;
    private volatile boolean closed;

    // Used by the proxy's thread only.
    private final List<Line> lines = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();
    private @Nullable ServerSocketChannel listening;

    private FaultProxy(SocketAddress target) throws IOException {
        this.target = target;
        this.selector = Selector.open();
        this.toServer = new LineFaults(selector::wakeup);
        this.toClients = new LineFaults(selector::wakeup);
        this.listening = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.entrance = (InetSocketAddress) listening.getLocalAddress();
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a proxy to a server; it runs until {@link #close()}. */
    public static FaultProxy to(String host, int port) {
        try {
            return new FaultProxy(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a proxy to the server at an address. */
    public static FaultProxy to(URI server) {
        return to(server.getHost(), server.getPort());
    }

    /** The port on loopback on which the proxy listens. */
    public int port() {
        return entrance.getPort();
    }

    /** The address at which clients reach the server through the proxy, with the same scheme and path. */
    public URI address(URI server) {
        return URI.create(server.getScheme() + "://" + entrance.getAddress().getHostAddress() + ":" + port()
                + server.getRawPath());
    }

    /** The faults in the direction from the clients to the server. */
    public LineFaults toServer() {
        return toServer;
    }

    /** The faults in the direction from the server to the clients. */
    public LineFaults toClients() {
        return toClients;
    }

    /**
     * Forwards nothing in either direction; new connections are accepted but not answered. Ended by {@link #calm()}.
     */
    public void blackHole() {
        toServer.stall();
        toClients.stall();
    }

    /** Ends the faults that {@link #toServer()}, {@link #toClients()} and {@link #blackHole()} have started. */
    public void calm() {
        toServer.calm();
        toClients.calm();
    }

    /** Forwards new connections to another server. */
    public void leadTo(String host, int port) {
        target = new InetSocketAddress(host, port);
    }

    /** Closes every connection: both sides see the end of the stream, but no close message of a protocol above TCP. */
    public void cut() {
        each(Line::end);
    }

    /** Resets every connection: both sides see a reset. */
    public void reset() {
        each(Line::reset);
    }

    /** Makes every connection half-open: the clients see a reset, the server sees nothing. */
    public void loseClients() {
        each(Line::loseClient);
    }

    /** Makes every connection half-open: the server sees a reset, the clients see nothing. */
    public void loseServer() {
        each(Line::loseServer);
    }

    /** Stops forwarding on every open connection for good; neither side notices. New connections are forwarded. */
    public void loseBoth() {
        each(Line::loseBoth);
    }

    /** Refuses new connections; open ones remain. Ended by {@link #admit()}. */
    public void refuse() {
        order(() -> {
            if (listening != null) {
                close(listening);
                listening = null;
            }
        });
    }

    /** Accepts new connections again, on the same port. */
    public void admit() {
        order(() -> {
            if (listening == null) {
                listening = listen(entrance);
            }
        });
    }

    /** How many connections are open, including half-open ones. */
    public int connections() {
        var count = new CompletableFuture<Long>();
        order(() -> count.complete(lines.stream().filter(Line::open).count()));
        return count.join().intValue();
    }

    /**
     * The times at which the proxy has accepted connections since it was created, by {@link System#nanoTime()}, in
     * order.
     */
    public List<Long> arrivals() {
        var times = new CompletableFuture<List<Long>>();
        order(() -> times.complete(List.copyOf(arrivals)));
        return times.join();
    }

    /** Resets every connection, and stops listening. */
    @Override
    public void close() {
        if (!closed) {
            order(() -> closed = true);
        }
    }

    private void each(Consumer<Line> fault) {
        order(() -> lines.forEach(fault));
    }

    private void order(Runnable order) {
        var done = new CompletableFuture<Void>();
        orders.add(() -> {
            try {
                order.run();
                selector.selectNow(key -> {}); // a closed channel releases its socket at the next selection
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines.forEach(Line::reset);
            close(listening);
            close(selector);
        }
    }

    private void turn() throws IOException {
        for (var order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        long now = System.nanoTime();
        accept(now);
        lines.forEach(line -> line.move(now));
        lines.removeIf(line -> !line.open());
        long pause = LONGEST_PAUSE_NANOS;
        for (var line : lines) {
            pause = line.pause(now, pause);
        }
        if (!closed) {
            selector.select(key -> {}, TimeUnit.NANOSECONDS.toMillis(pause) + 1);
        }
    }

    private void accept(long now) throws IOException {
        for (var client = acceptNext(); client != null; client = acceptNext()) {
            arrivals.add(now);
            lines.add(new Line(client, target, selector, toServer, toClients));
        }
    }

    private @Nullable SocketChannel acceptNext() throws IOException {
        return listening == null ? null : listening.accept();
    }

    private ServerSocketChannel listen(InetSocketAddress address) {
        try {
            var socket = ServerSocketChannel.open();
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address, BACKLOG);
            socket.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(@Nullable AutoCloseable end) {
        try {
            if (end != null) {
                end.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
