package rtc.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program on this machine that listens on a port. It runs until it is closed, at most until the tests end. */
final class LocalProcess implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final int port;
    private final OwnedProcess process;

    private LocalProcess(int port, OwnedProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a program, and returns when it listens on the port. Its output goes to {@code output.log} in the
     * directory.
     */
    static LocalProcess start(int port, Path directory, List<String> command) throws IOException {
        LocalProcess started = new LocalProcess(
                port,
                OwnedProcess.start(
                        new ProcessBuilder(command).directory(directory.toFile()), directory.resolve("output.log")));
        try {
            await(command.get(0) + " at port " + port + ", see " + directory)
                    .atMost(LONG)
                    .failFast(() -> !started.process.isAlive())
                    .until(started::isListening);
        } catch (RuntimeException notStarted) {
            started.close();
            throw notStarted;
        }
        return started;
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
