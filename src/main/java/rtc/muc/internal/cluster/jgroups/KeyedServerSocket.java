package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jgroups.util.DefaultThreadFactory;
import org.jgroups.util.Util;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.protocol.Printable;

/**
 * A server socket that returns only connections of nodes that have the key. Many connections are checked at the same
 * time, so a stranger who connects and sends nothing does not delay a node. All its threads end when the socket is
 * closed.
 */
final class KeyedServerSocket extends ServerSocket {

    private static final int IDLE_SECONDS = 5;
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

    private final KeyChallenge challenge;
    private final Supplier<InetSocketAddress> self;
    private final LimitedLog refused;
    private final ThreadFactory factory = new DefaultThreadFactory("muc-cluster-connection", true, true);
    private final ThreadPoolExecutor checks;
    private final UnprovenConnections unproven = new UnprovenConnections();
    private final BlockingQueue<Socket> proven = new LinkedBlockingQueue<>();
    private final AtomicBoolean accepting = new AtomicBoolean();

    /** Added to the queue of proven connections when this socket is closed. */
    private final Socket end = new Socket();

    /** @param self supplies the address that this node announces to the others, once the node listens */
    KeyedServerSocket(KeyChallenge challenge, Supplier<InetSocketAddress> self, LimitedLog refused) throws IOException {
        this.challenge = challenge;
        this.self = self;
        this.refused = refused;
        this.checks = new ThreadPoolExecutor(
                UnprovenConnections.MOST,
                UnprovenConnections.MOST,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(UnprovenConnections.MOST),
                factory);
        checks.allowCoreThreadTimeOut(true);
    }

    @Override
    public Socket accept() throws IOException {
        if (accepting.compareAndSet(false, true)) {
            factory.newThread(this::acceptAll).start();
        }
        try {
            Socket next = proven.take();
            if (next != end) {
                return next;
            }
            proven.add(end);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new SocketException("Socket closed");
    }

    @Override
    public void close() throws IOException {
        super.close();
        checks.shutdownNow();
        unproven.removeAll().forEach(Util::close);
        proven.forEach(Util::close);
        proven.add(end);
    }

    private void acceptAll() {
        while (!isClosed()) {
            try {
                KeyedSocket connection = new KeyedSocket(challenge);
                implAccept(connection);
                begin(connection);
            } catch (IOException | RuntimeException | OutOfMemoryError failed) {
                if (!isClosed()) {
                    refused.log(() -> "A connection to a port of the cluster could not be accepted: "
                            + Printable.of(String.valueOf(failed.getMessage())));
                    LockSupport.parkNanos(this, PAUSE_AFTER_FAILURE);
                }
            }
        }
    }

    private void begin(KeyedSocket connection) {
        long deadline = challenge.deadline();
        Util.close(unproven.add(connection));
        try {
            checks.execute(() -> check(connection, deadline));
        } catch (RejectedExecutionException full) {
            drop(connection);
        } catch (OutOfMemoryError noThread) {
            drop(connection);
            throw noThread;
        }
    }

    private void check(KeyedSocket connection, long deadline) {
        try {
            challenge.check(connection, self.get(), deadline);
            if (unproven.remove(connection)) {
                proven.add(connection);
            }
            if (isClosed()) {
                Util.close(connection);
            }
        } catch (IOException | RuntimeException stranger) {
            boolean waited = drop(connection);
            if (!isClosed()) {
                log(connection, waited ? stranger : new IOException("too many others have connected"));
            }
        }
    }

    /** {@return false if the connection had already been dropped} */
    private boolean drop(KeyedSocket connection) {
        Util.close(connection);
        return unproven.remove(connection);
    }

    private void log(Socket connection, Throwable why) {
        refused.log(() -> "Refused a connection to a port of the cluster from "
                + Printable.of(String.valueOf(connection.getRemoteSocketAddress()))
                + ": " + Printable.of(String.valueOf(why.getMessage())));
    }
}
