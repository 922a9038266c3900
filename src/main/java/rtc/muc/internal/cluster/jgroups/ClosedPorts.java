package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds out which port of the application's own channel cannot be opened, because JGroups does not report the reason. */
final class ClosedPorts {

    private static final String SHARED = ". Each node on a machine, and each application on a server, needs its own"
            + " muc.cluster-port. Two of them must not differ by exactly " + OwnChannel.FAILURE_PORT;

    private ClosedPorts() {}

    /** {@return which port cannot be opened and why; empty if both ports can be opened} */
    static String explain(InetAddress address, int port) {
        String own = reason(address, port);
        if (!own.isEmpty()) {
            return "port %d, which is muc.cluster-port, cannot be opened: %s".formatted(port, own) + SHARED;
        }
        int failures = port + OwnChannel.FAILURE_PORT;
        String second = reason(address, failures);
        return second.isEmpty()
                ? ""
                : "port %d for failure detection, which is muc.cluster-port plus %d, cannot be opened: %s"
                                .formatted(failures, OwnChannel.FAILURE_PORT, second)
                        + SHARED;
    }

    private static String reason(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound() ? "" : "it is not bound";
        } catch (IOException closed) {
            return String.valueOf(closed.getMessage());
        }
    }
}
