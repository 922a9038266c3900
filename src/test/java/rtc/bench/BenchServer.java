package rtc.bench;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import rtc.FreePorts;
import rtc.wire.Handshake;

/**
 * A server process for one benchmark, on loopback and free ports. Each WAR is deployed at the path of its name. The
 * server writes to its own directory; its output is in the file {@code output} there.
 */
final class BenchServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Process process;
    private final int port;

    private BenchServer(Path directory, int port, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx512m"));
        command.addAll(arguments);
        File log = directory.resolve("output").toFile();
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts a WildFly from the installation in {@code home}, which is not modified. */
    static BenchServer wildfly(Path home, Path directory, List<WebArchive> wars) throws IOException {
        copy(home.resolve("standalone/configuration"), directory.resolve("configuration"));
        export(wars, directory.resolve("deployments"));
        int port = FreePorts.one();
        List<String> arguments = List.of(
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + directory,
                "-Dlogging.configuration="
                        + directory.resolve("configuration/logging.properties").toUri(),
                "-Dorg.jboss.boot.log.file=" + directory.resolve("server.log"),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.management.http.port=" + FreePorts.one(),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone");
        return new BenchServer(directory, port, arguments).ready(wars);
    }

    /** Starts Payara Micro, which runs these commands of asadmin before it deploys the WARs. */
    static BenchServer payara(Path jar, Path directory, List<WebArchive> wars, List<String> commands)
            throws IOException {
        List<Path> files = export(wars, directory.resolve("wars"));
        Path before = Files.writeString(directory.resolve("before"), """
                set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
                set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
                """);
        Path after = Files.write(directory.resolve("after"), commands);
        int port = FreePorts.one();
        List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString()));
        arguments.addAll(List.of("--rootDir", directory.resolve("root").toString(), "--port", Integer.toString(port)));
        arguments.addAll(List.of("--nocluster", "--nohostaware", "--disablephonehome"));
        arguments.addAll(List.of("--prebootcommandfile", before.toString(), "--postbootcommandfile", after.toString()));
        files.forEach(file -> arguments.addAll(List.of("--deploy", file.toString())));
        return new BenchServer(directory, port, arguments).ready(wars);
    }

    /** The base address of a WAR's endpoints. */
    URI endpoints(WebArchive war) {
        return URI.create("ws://127.0.0.1:" + port + "/" + war.getName().replace(".war", "/"));
    }

    ServerProcess process() {
        return new ServerProcess(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private BenchServer ready(List<WebArchive> wars) {
        try {
            for (WebArchive war : wars) {
                await(war.getName())
                        .atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .until(() -> answers(war));
            }
            return this;
        } catch (RuntimeException late) {
            close();
            throw late;
        }
    }

    private boolean answers(WebArchive war) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("the server has ended");
        }
        return Handshake.with(endpoints(war), "/muc/ready").status() == 101;
    }

    private static List<Path> export(List<WebArchive> wars, Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Path> files = new ArrayList<>();
        for (WebArchive war : wars) {
            Path file = directory.resolve(war.getName());
            war.as(ZipExporter.class).exportTo(file.toFile());
            files.add(file);
        }
        return files;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
