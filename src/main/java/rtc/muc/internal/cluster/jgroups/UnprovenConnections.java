package rtc.muc.internal.cluster.jgroups;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose other side has not yet proved that it is a node. Their number is limited, in total and for each
 * address. If a limit is reached, a new connection replaces the oldest one to which that limit applies: a node proves
 * itself at once, so the oldest connections are those of strangers. Thread-safe.
 */
final class UnprovenConnections {

    static final int MOST = 64;
    static final int MOST_OF_ADDRESS = 32;

    private final Object lock = new Object();

    /** The connections with their remote addresses, in the order in which they were accepted. */
    @GuardedBy("lock")
    private final Map<Socket, InetAddress> connections = new LinkedHashMap<>();

    /** {@return the connection that the added one replaces, and that must be closed; null if no limit was reached} */
    @Nullable
    Socket add(Socket connection) {
        synchronized (lock) {
            InetAddress address = connection.getInetAddress();
            List<Socket> same = new ArrayList<>();
            connections.forEach((other, from) -> {
                if (Objects.equals(from, address)) {
                    same.add(other);
                }
            });
            Socket oldest = null;
            if (same.size() >= MOST_OF_ADDRESS) {
                oldest = same.get(0);
            } else if (connections.size() >= MOST) {
                oldest = connections.keySet().iterator().next();
            }
            if (oldest != null) {
                connections.remove(oldest);
            }
            connections.put(connection, address);
            return oldest;
        }
    }

    /** {@return whether the connection was still present} */
    boolean remove(Socket connection) {
        synchronized (lock) {
            return connections.remove(connection) != null;
        }
    }

    /** {@return all connections, which are removed} */
    List<Socket> removeAll() {
        synchronized (lock) {
            List<Socket> all = List.copyOf(connections.keySet());
            connections.clear();
            return all;
        }
    }
}
