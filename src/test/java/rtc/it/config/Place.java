package rtc.it.config;

import java.util.List;

/**
 * Where a node runs.
 *
 * @param command the command that precedes the node's own command line
 * @param address the address at which clients reach the node
 * @param privateAddress the address at which the other nodes reach the node
 */
record Place(List<String> command, String address, String privateAddress) {

    private static final String LOOPBACK = "127.0.0.1";

    /** On loopback of this machine, like any other process. */
    static final Place HERE = new Place(List.of(), LOOPBACK, LOOPBACK);

    /** On this machine, but the other nodes reach it at this address of loopback. */
    static Place listeningAt(String privateAddress) {
        return new Place(List.of(), LOOPBACK, privateAddress);
    }

    Place {
        command = List.copyOf(command);
    }
}
