package rtc.bench;

import static rtc.wire.SingleQuotes.json;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A load with a constant rate, whatever a test does to the server meanwhile: the peers of some rooms take turns to send
 * an event to the next peer of their room. The load runs on its own thread; its methods are called from another thread.
 */
public final class SteadyLoad implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final List<LoadPeer> senders = new ArrayList<>();
    private final long nanosBetween;
    private final Thread thread = new Thread(this::run, "steady-load");

    @GuardedBy("this")
    private long[] latencies = new long[1024];

    @GuardedBy("this")
    private int deliveries;

    @GuardedBy("this")
    private long lapStart = System.nanoTime();

    @GuardedBy("this")
    private int onTheWay;

    @GuardedBy("this")
    private @Nullable IOException failure;

    private volatile boolean closed;

    private SteadyLoad(int perSecond) throws IOException {
        nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Joins this many rooms with this many peers each, and sends until the load is closed. */
    public static SteadyLoad start(URI base, int rooms, int peersPerRoom, int perSecond) throws IOException {
        SteadyLoad load = new SteadyLoad(perSecond);
        for (int room = 0; room < rooms; room++) {
            List<LoadPeer> joined = new ArrayList<>();
            for (int peer = 0; peer < peersPerRoom; peer++) {
                joined.add(LoadPeer.join(base, "steady-" + room, false, load.selector));
            }
            for (int peer = 0; peer < peersPerRoom; peer++) {
                String next = joined.get((peer + 1) % peersPerRoom).id();
                joined.get(peer).says(Load.padded(json("{'type':'to','peer':'" + next + "','event':'load','data':{")));
            }
            load.senders.addAll(joined);
        }
        load.thread.setDaemon(true);
        load.thread.start();
        return load;
    }

    /**
     * Waits until this many deliveries have arrived in the current lap, and begins a new lap.
     *
     * @return the result of the lap that has ended
     * @throws IOException if a peer lost its connection or received an unexpected message, or if the lap took too long
     */
    public synchronized LoadRun lap(int atLeast, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (deliveries < atLeast && failure == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException(deliveries + " of " + atLeast + " deliveries in " + patience);
            }
            wait(left);
        }
        if (failure != null) {
            throw new IOException("a peer of the steady load was harmed", failure);
        }
        long now = System.nanoTime();
        LoadRun lap = new LoadRun(Duration.ofNanos(now - lapStart), Arrays.copyOf(latencies, deliveries));
        lapStart = now;
        deliveries = 0;
        return lap;
    }

    /** How many messages have been sent but have not arrived. */
    public synchronized int onTheWay() {
        return onTheWay;
    }

    private void run() {
        try {
            long next = System.nanoTime();
            for (int turn = 0; !closed; turn++) {
                LoadPeer sender = senders.get(turn % senders.size());
                synchronized (this) {
                    onTheWay++;
                }
                sender.send();
                sender.flush();
                next += nanosBetween;
                receiveUntil(next);
            }
        } catch (IOException harmed) {
            synchronized (this) {
                failure = harmed;
                notifyAll();
            }
        }
    }

    private void receiveUntil(long time) throws IOException {
        for (long left = time - System.nanoTime(); left > 0 && !closed; left = time - System.nanoTime()) {
            selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            for (var key : selector.selectedKeys()) {
                LoadPeer peer = (LoadPeer) key.attachment();
                peer.flush();
                peer.receive(this::delivered);
            }
            selector.selectedKeys().clear();
        }
    }

    private synchronized void delivered(long nanos) {
        onTheWay--;
        if (deliveries == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * deliveries);
        }
        latencies[deliveries++] = nanos;
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (LoadPeer peer : senders) {
            peer.close();
        }
        selector.close();
    }
}
