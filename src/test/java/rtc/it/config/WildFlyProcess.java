package rtc.it.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rtc.bench.ServerProcess;
import rtc.it.OwnedProcess;

/**
 * A WildFly that a test starts, configures as an operator does, and stops. It writes to a folder of its own: the
 * installation is not modified, and the folder remains until the next start.
 */
public final class WildFlyProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Place place;
    private final Path home;
    private final Path folder;
    private final int managementPort;
    private final OwnedProcess server;

    private WildFlyProcess(Place place, Path home, Path folder, int managementPort, OwnedProcess server) {
        this.place = place;
        this.home = home;
        this.folder = folder;
        this.managementPort = managementPort;
        this.server = server;
    }

    /**
     * Starts a WildFly on loopback with these JVM options, and returns when it is up.
     *
     * @param home the installation
     * @param folder the folder to which it writes; emptied first
     */
    static WildFlyProcess start(Path home, Path folder, int managementPort, List<String> options) throws IOException {
        return start(Place.HERE, home, folder, managementPort, options);
    }

    /** Starts a WildFly at a place with these JVM options, and returns when it is up. */
    static WildFlyProcess start(Place place, Path home, Path folder, int managementPort, List<String> options)
            throws IOException {
        install(home, folder);
        return boot(place, home, folder, managementPort, options);
    }

    /**
     * Empties a folder and copies the {@code standalone} folder of an installation to it, so that a server can
     * {@link #boot} there.
     */
    public static void install(Path home, Path folder) throws IOException {
        copy(home.resolve("standalone"), folder);
    }

    /** Starts a WildFly in a folder that is {@linkplain #install installed}, on loopback, and returns when it is up. */
    public static WildFlyProcess boot(Path home, Path folder, int managementPort, List<String> options)
            throws IOException {
        return boot(Place.HERE, home, folder, managementPort, options);
    }

    /** {@return the stopped server, started again with its configuration and what was deployed} */
    WildFlyProcess again(List<String> options) throws IOException {
        return boot(place, home, folder, managementPort, options);
    }

    private static WildFlyProcess boot(Place place, Path home, Path folder, int managementPort, List<String> options)
            throws IOException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(place.command());
        command.addAll(List.of(java(), "-Xmx512m"));
        List<String> agents = options.stream().filter(WildFlyProcess::isAgent).toList();
        Path modules = home.resolve("jboss-modules.jar");
        if (!agents.isEmpty()) {
            command.add("-javaagent:" + modules);
        }
        options.stream().filter(option -> !isAgent(option)).forEach(command::add);
        command.addAll(List.of(
                "-Djboss.bind.address=" + place.address(),
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.management.http.port=" + managementPort,
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + folder,
                "-Dlogging.configuration="
                        + folder.resolve("configuration/logging.properties").toUri(),
                "-Dorg.jboss.boot.log.file=" + folder.resolve("log/server.log"),
                "-jar",
                modules.toString()));
        command.addAll(agents);
        command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
        OwnedProcess server = OwnedProcess.start(new ProcessBuilder(command), output);
        WildFlyProcess wildFly = new WildFlyProcess(place, home, folder, managementPort, server);
        try {
            await("WildFly started, see " + output)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .failFast(() -> !server.isAlive())
                    .until(() -> Files.readString(output).contains("WFLYSRV0025"));
        } catch (RuntimeException notStarted) {
            wildFly.close();
            throw notStarted;
        }
        return wildFly;
    }

    /** Whether an option is an agent, which {@code standalone.sh} expects in {@code MODULE_OPTS}. */
    private static boolean isAgent(String option) {
        return option.startsWith("-javaagent:");
    }

    /** Applies CLI scripts, one after the other; fails if a line of them fails. */
    void apply(List<Path> scripts) throws IOException {
        Path all = folder.resolve("applied.cli");
        Files.deleteIfExists(all);
        StringBuilder lines = new StringBuilder();
        for (Path script : scripts) {
            lines.append(Files.readString(script)).append('\n');
        }
        cli("--file=" + Files.writeString(all, lines));
    }

    /** Runs commands of the CLI; fails if they fail. */
    void say(String... commands) throws IOException {
        cli("--commands=" + String.join(",", commands));
    }

    /** Reloads the server, and returns when it is up again. */
    void reload() throws IOException {
        say("reload");
    }

    /** Copies a WAR to the deployments folder, and returns when it is deployed. */
    void deploy(Path war) throws IOException {
        Path deployments = folder.resolve("deployments");
        Files.copy(war, deployments.resolve(war.getFileName()));
        await("deployed")
                .atMost(PATIENCE)
                .until(() -> Files.exists(deployments.resolve(war.getFileName() + ".deployed")));
    }

    /** The configuration that the server has saved. */
    String configuration() throws IOException {
        return Files.readString(folder.resolve("configuration/standalone.xml"));
    }

    /** The folder in which the server looks up files by relative names, such as key stores. */
    Path configurationFolder() {
        return folder.resolve("configuration");
    }

    private void cli(String what) throws IOException {
        List<String> command = new ArrayList<>(place.command());
        command.addAll(List.of(
                java(),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.cli",
                "--connect",
                "--controller=127.0.0.1:" + managementPort,
                "--timeout=60000",
                what));
        Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
        cli.getOutputStream().close();
        String output = new String(cli.getInputStream().readAllBytes(), UTF_8);
        try {
            assertThat(cli.waitFor()).as(what + " says " + output).isZero();
        } catch (InterruptedException interrupted) {
            cli.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            Files.walkFileTree(to, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
    }

    /** {@return whether the server is running} */
    boolean isAlive() {
        return server.isAlive();
    }

    /** {@return the process id} */
    long pid() {
        return server.pid();
    }

    /** {@return the server's Java process, to be measured from outside} */
    ServerProcess measured() {
        return new ServerProcess(ProcessHandle.of(pid()).orElseThrow());
    }

    /** Kills the server, as a failure would. */
    void kill() {
        server.kill();
    }

    /** Sends a signal to the process, such as {@code STOP}. */
    void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
                .start()
                .onExit()
                .join();
    }

    /** Undeploys a WAR by deleting its marker file, and then removes it from the deployments folder. */
    void undeploy(Path war) throws IOException {
        Path deployed = folder.resolve("deployments").resolve(war.getFileName() + ".deployed");
        Files.delete(deployed);
        await("undeployed")
                .atMost(PATIENCE)
                .until(() -> Files.exists(deployed.resolveSibling(war.getFileName() + ".undeployed")));
        Files.delete(deployed.resolveSibling(war.getFileName()));
    }

    /** {@return the output of the server} */
    String log() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    /** Stops the server. */
    @Override
    public void close() {
        server.close();
    }
}
