package rtc.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rtc.BrowserTools;
import rtc.FreePorts;

/**
 * A DNS server on loopback that answers like a headless service in Kubernetes: with an address record for each node.
 * Closing it ends its process. If dnsmasq is not installed, the test is skipped.
 */
public final class Dnsmasq implements AutoCloseable {

    /** The name that it knows. */
    public static final String NAME = "nodes.test";

    private final int port;
    private final LocalProcess process;

    private Dnsmasq(int port, LocalProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server.
     *
     * @param addresses the addresses of the name
     * @param directory the directory for its files
     */
    public static Dnsmasq start(List<String> addresses, Path directory) throws IOException {
        int port = FreePorts.one();
        List<String> command = new ArrayList<>(List.of(
                BrowserTools.require("dnsmasq").toString(),
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--port=" + port,
                "--pid-file=" + directory.resolve("dnsmasq.pid"),
                "--log-facility=-"));
        addresses.forEach(address -> command.add("--host-record=" + NAME + "," + address));
        return new Dnsmasq(port, LocalProcess.start(port, directory, command));
    }

    /** {@return its host and port} */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
