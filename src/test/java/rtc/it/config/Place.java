package rtc.it.config;

import java.util.List;

/**
 * Where a node runs.
 *
 * @param command what to put before its command line
 * @param address where its clients reach it
 * @param privateAddress where the other nodes reach it
 */
record Place(List<String> command, String address, String privateAddress) {

    private static final String LOOPBACK = "127.0.0.1";

    /** On this machine like any other process, on loopback. */
    static final Place HERE = new Place(List.of(), LOOPBACK, LOOPBACK);

    Place {
        command = List.copyOf(command);
    }
}
