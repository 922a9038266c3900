package rtc.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** A peer in its own process, which a test can stop or kill. */
final class PeerProcess implements AutoCloseable {

    private final Process process;
    private final String id;

    private PeerProcess(Process process, String id) {
        this.process = process;
        this.id = id;
    }

    /** Starts a process, and returns when its peer has joined the room. */
    static PeerProcess in(URI base, String room) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerProcess.class.getName(),
                        base.toString(),
                        room)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String id = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (id == null) {
            process.destroyForcibly();
            throw new IOException("the process did not get into the room");
        }
        return new PeerProcess(process, id);
    }

    String id() {
        return id;
    }

    /** Kills the process with {@code SIGKILL}. */
    void kill() {
        process.destroyForcibly();
    }

    /** Suspends the process: its connection stays open, but nothing answers. */
    void freeze() throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("could not stop process " + process.pid());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /**
     * Runs the peer: it joins, prints its id, and answers pings until its parent process ends.
     *
     * @param args the server's address and the room
     */
    public static void main(String[] args) throws IOException {
        Thread untilTheEnd = new Thread(PeerProcess::endWithParent, "end-with-parent");
        untilTheEnd.setDaemon(true);
        untilTheEnd.start();
        try (RawWebSocket peer =
                Handshake.with(URI.create(args[0]), "/muc/" + args[1]).open()) {
            System.out.println(peer.join());
            while (true) {
                if (peer.readable(Duration.ofSeconds(5)) && peer.read().opcode() == Frame.PING) {
                    peer.send(Frame.of(Frame.PONG));
                }
            }
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // the parent process writes nothing
            }
        } catch (IOException gone) {
            // treated like the end of the input
        }
        Runtime.getRuntime().halt(0);
    }
}
