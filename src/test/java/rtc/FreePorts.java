package rtc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses free ports on loopback for servers that tests start. The ports lie below the range that systems assign to
 * clients, so that no outgoing connection occupies a port before its server starts, or while its server restarts.
 */
public final class FreePorts {

    private static final int FIRST = 10_000;
    private static final int FIRST_OF_CLIENTS = 32_768;
    private static final int ATTEMPTS = 1000;

    private FreePorts() {}

    /** {@return a free port} */
    public static int one() {
        return some(1).get(0);
    }

    /** {@return this many different free ports} */
    public static List<Integer> some(int count) {
        return some(count, 0);
    }

    /** {@return this many different free ports, for each of which the port at this distance is free, too} */
    public static List<Integer> some(int count, int distance) {
        Set<Integer> chosen = new LinkedHashSet<>();
        List<Integer> ports = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS && ports.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST_OF_CLIENTS - distance);
            Set<Integer> both = Set.copyOf(List.of(port, port + distance));
            if (both.stream().noneMatch(chosen::contains) && both.stream().allMatch(FreePorts::isFree)) {
                chosen.addAll(both);
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new UncheckedIOException(new IOException("No free port in " + ATTEMPTS + " attempts"));
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
