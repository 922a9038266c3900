package rtc.muc.internal.metrics;

import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.cluster.node.NodeChannel;

/** A channel between nodes of this process, which delivers each message on the thread of its sender. Thread-safe. */
final class MemoryChannel implements NodeChannel {

    /** The connected nodes. */
    static final class Network {

        private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
        private final AtomicLong views = new AtomicLong();

        private synchronized void change(String node, @Nullable Listener listener) {
            if (listener == null) {
                listeners.remove(node);
            } else {
                listeners.put(node, listener);
            }
            long number = views.incrementAndGet();
            listeners.values().forEach(each -> each.view(number, new TreeSet<>(listeners.keySet())));
        }

        /** Delivers any bytes to a node. */
        void deliver(String from, String to, byte[] message) throws IOException {
            Listener listener = listeners.get(to);
            if (listener == null) {
                throw new IOException("node " + to + " is not there");
            }
            listener.received(from, message);
        }
    }

    private final Network network;
    private final String node;

    MemoryChannel(Network network, String node) {
        this.network = network;
        this.node = node;
    }

    @Override
    public String self() {
        return node;
    }

    @Override
    public String name() {
        return "node-" + node;
    }

    @Override
    public void listen(Listener listener) {
        network.change(node, listener);
    }

    @Override
    public void send(String to, byte[] message) throws IOException {
        network.deliver(node, to, message);
    }

    @Override
    public void close() {
        network.change(node, null);
    }
}
