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
import java.util.concurrent.TimeUnit;

/** A Payara Micro that a test starts with a WAR at the root, and stops. */
final class PayaraMicroProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port;
    private final Path output;
    private final Process server;
    private final Thread atExit;

    private PayaraMicroProcess(int port, Path output, Process server) {
        this.port = port;
        this.output = output;
        this.server = server;
        this.atExit = new Thread(server::destroyForcibly, "stop-payara-micro");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts one on loopback, and returns when the application answers.
     *
     * @param jar of Payara Micro
     * @param folder for its output
     * @param port for HTTP
     * @param options of the JVM
     * @param arguments of Payara Micro
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
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
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

    /** {@return what the server has logged} */
    String log() throws IOException {
        return Files.readString(output);
    }

    /** Ends the server at once, as a failure does. */
    void kill() {
        server.destroyForcibly();
    }

    /** Stops the server. */
    @Override
    public void close() {
        server.destroy();
        try {
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException interrupted) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
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
