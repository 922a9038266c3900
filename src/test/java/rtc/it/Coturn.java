package rtc.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import rtc.BrowserTools;

/** A TURN server on loopback. Closing it ends its process. If coturn is not installed, the test is skipped. */
final class Coturn implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String HERE = "127.0.0.1";

    private final int port;
    private final Path client;
    private final Path log;
    private final Process server;
    private final Thread hook;

    private Coturn(int port, Path client, Path log, Process server) {
        this.port = port;
        this.client = client;
        this.log = log;
        this.server = server;
        this.hook = new Thread(server::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The address of a server at this port, in the form for browsers. */
    static String url(int port) {
        return "turn:" + HERE + ":" + port + "?transport=udp";
    }

    /** Starts a server that accepts credentials signed with this secret and relays to this machine. */
    static Coturn start(int port, String secret, Path directory) throws IOException {
        Path program = BrowserTools.require("turnserver");
        Path client = BrowserTools.require("turnutils_uclient");
        Path log = directory.resolve("coturn.log");
        Process server = new ProcessBuilder(
                        program.toString(),
                        "-n",
                        "--listening-ip=" + HERE,
                        "--relay-ip=" + HERE,
                        "--listening-port=" + port,
                        "--use-auth-secret",
                        "--static-auth-secret=" + secret,
                        "--realm=muc.example",
                        "--allow-loopback-peers",
                        "--no-tls",
                        "--no-dtls",
                        "--no-cli",
                        "--verbose",
                        "--log-file=stdout",
                        "--userdb=" + directory.resolve("users"),
                        "--pidfile=" + directory.resolve("pid"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Coturn coturn = new Coturn(port, client, log, server);
        await("coturn at port " + port).atMost(LONG).until(coturn::isListening);
        return coturn;
    }

    /** Whether the server relays between two clients with these credentials. */
    boolean relaysFor(String username, String password) throws Exception {
        Process client = new ProcessBuilder(
                        this.client.toString(),
                        "-y",
                        "-c",
                        "-n",
                        "1",
                        "-L",
                        HERE,
                        "-p",
                        Integer.toString(port),
                        "-u",
                        username,
                        "-w",
                        password,
                        HERE)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return client.waitFor(LONG.toSeconds(), TimeUnit.SECONDS) && client.exitValue() == 0;
        } finally {
            client.destroyForcibly();
        }
    }

    /** The number of allocations for this user name. */
    long granted(String username) throws IOException {
        return count("user <" + username + ">", "ALLOCATE processed, success");
    }

    /** The number of refusals of this user name. */
    long refused(String username) throws IOException {
        return count("user <" + username + ">", "401");
    }

    /** The user names with allocations. */
    List<String> users() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("ALLOCATE processed, success"))
                    .map(line -> line.replaceFirst(".*user <([^>]*)>.*", "$1"))
                    .distinct()
                    .toList();
        }
    }

    private long count(String who, String what) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(who) && line.contains(what))
                    .count();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        server.destroy();
        server.onExit()
                .copy()
                .completeOnTimeout(server, 5, TimeUnit.SECONDS)
                .join()
                .destroyForcibly();
    }
}
