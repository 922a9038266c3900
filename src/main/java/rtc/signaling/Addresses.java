package rtc.signaling;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Finds an address of a host that accepts connections. As in RFC 8305, each address gets a head start before the next
 * one is tried.
 */
final class Addresses {

    private static final Duration HEAD_START = Duration.ofMillis(250);

    private Addresses() {}

    /**
     * Returns the first of the addresses that accepts a TCP connection, and closes that connection. Blocks the calling
     * thread.
     *
     * @throws IOException if no address accepts a connection within the limit
     */
    static InetAddress reachable(List<InetAddress> addresses, int port, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var selector = Selector.open()) {
            try {
                return race(selector, new ArrayDeque<>(addresses), port, deadline);
            } finally {
                for (var key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    private static InetAddress race(Selector selector, Queue<InetAddress> untried, int port, long deadline)
            throws IOException {
        IOException failure = new ConnectException("No address of the host accepts a connection in time");
        while (System.nanoTime() < deadline
                && !(untried.isEmpty() && selector.keys().isEmpty())) {
            var next = untried.poll();
            if (next != null && begin(selector, next, port)) {
                return next;
            }
            selector.select(HEAD_START.toMillis());
            for (var key : selector.selectedKeys()) {
                try {
                    ((SocketChannel) key.channel()).finishConnect();
                    return (InetAddress) key.attachment();
                } catch (IOException e) {
                    failure = e;
                    key.channel().close();
                }
            }
            selector.selectNow(); // removes the keys of the closed channels
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("Connecting was given up");
            }
        }
        throw failure;
    }

    /** Starts connecting, and returns whether the connection was established at once. */
    private static boolean begin(Selector selector, InetAddress address, int port) throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT, address);
        try {
            return channel.connect(new InetSocketAddress(address, port));
        } catch (IOException unreachable) {
            channel.close();
            return false;
        }
    }
}
