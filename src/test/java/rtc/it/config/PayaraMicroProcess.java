package rtc.it.config;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rtc.it.OwnedProcess;

/** A Payara Micro process that a test starts, with a WAR at the root path, and stops. */
final class PayaraMicroProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port;
    private final Path output;
    private final OwnedProcess server;

    private PayaraMicroProcess(int port, Path output, OwnedProcess server) {
        this.port = port;
        this.output = output;
        this.server = server;
    }

    /**
     * Starts a process on loopback, and returns when the application answers.
     *
     * @param jar the jar of Payara Micro
     * @param folder the folder for its output
     * @param port the port for HTTP
     * @param options the options of the JVM
     * @param arguments the arguments of Payara Micro
     */
    static PayaraMicroProcess start(
            Path jar, Path war, Path folder, int port, List<String> options, List<String> arguments)
            throws IOException {
        Files.createDirectories(folder);
        Path commands = folder.resolve("preboot.txt");
        Files.writeString(
                commands,
                "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address"
                        + "=127.0.0.1\n");
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString(), "--deploy", war.toString(), "--contextroot", "/"));
        command.addAll(List.of("--port", Integer.toString(port), "--nohostaware", "--disablephonehome"));
        command.addAll(List.of("--prebootcommandfile", commands.toString()));
        command.addAll(arguments);
        OwnedProcess server = OwnedProcess.start(new ProcessBuilder(command), output);
        PayaraMicroProcess payara = new PayaraMicroProcess(port, output, server);
        try {
            await("Payara Micro started, see " + output)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .failFast(() -> !server.isAlive())
                    .ignoreExceptions()
                    .until(payara::answers);
        } catch (RuntimeException notStarted) {
            payara.close();
            throw notStarted;
        }
        return payara;
    }

    /** Where its WebSockets are. */
    URI ws() {
        return URI.create("ws://127.0.0.1:" + port + "/");
    }

    /** {@return the output of the server} */
    String log() throws IOException {
        return Files.readString(output);
    }

    /** {@return the process id} */
    long pid() {
        return server.pid();
    }

    /** Kills the server, as a failure would. */
    void kill() {
        server.kill();
    }

    /** Stops the server. */
    @Override
    public void close() {
        server.close();
    }

    private boolean answers() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/muc-signaling.js"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }
}
