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
 * Connections whose other side has not proved yet that it is a node. Their number is limited, in all and for each address.
 * Above a limit the oldest makes room: a node proves itself at once, so the oldest are those of strangers. Thread-safe.
 */
final class UnprovenConnections {

    static final int MOST = 64;
    static final int MOST_OF_ADDRESS = 32;

    private final Object lock = new Object();

    /** In the order in which they were accepted. */
    @GuardedBy("lock")
    private final Map<Socket, InetAddress> connections = new LinkedHashMap<>();

    /** {@return the connection that has to be closed, because there are too many with this one; null if there is none} */
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

    /** {@return whether it was still there} */
    boolean remove(Socket connection) {
        synchronized (lock) {
            return connections.remove(connection) != null;
        }
    }

    /** {@return all of them; none is left} */
    List<Socket> removeAll() {
        synchronized (lock) {
            List<Socket> all = List.copyOf(connections.keySet());
            connections.clear();
            return all;
        }
    }
}
