package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A Java program of the documentation in its own process, with only the client's artifact and its dependencies. */
final class Program implements AutoCloseable {

    private static final Pattern CLASS_NAME = Pattern.compile("public class (\\w+)");
    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread reader = new Thread(this::read, "program-output");

    private Program(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Compiles a program into a directory. */
    static String compile(String source, Path directory) throws IOException {
        var name = CLASS_NAME.matcher(source);
        assertThat(name.find()).as("the name of the class").isTrue();
        var file = Files.writeString(directory.resolve(name.group(1) + ".java"), source);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var output = new StringWriter();
        var units = compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file);
        var options = List.of("--release", "17", "-Xlint:all", "-cp", classPath(), "-d", directory.toString());
        boolean compiled =
                compiler.getTask(output, null, null, options, null, units).call();
        assertThat(output.toString()).isEmpty();
        assertThat(compiled).isTrue();
        return name.group(1);
    }

    /** Compiles a module, whose sources are given by their names, into a directory. */
    static void compileModule(Map<String, String> sources, Path directory) throws IOException {
        var files = new ArrayList<Path>();
        for (var source : sources.entrySet()) {
            var file = directory.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var output = new StringWriter();
        var units = compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(files);
        var options = List.of("--release", "17", "--module-path", classPath(), "-d", directory.toString());
        boolean compiled =
                compiler.getTask(output, null, null, options, null, units).call();
        assertThat(compiled).as(output.toString()).isTrue();
    }

    /** Starts a compiled program, which {@link #close()} kills. */
    static Program start(Path directory, String name, String... arguments) throws IOException {
        return start(List.of("-cp", directory + File.pathSeparator + classPath(), name), arguments);
    }

    /** Starts a compiled module by {@code MODULE/CLASS}, which {@link #close()} kills. */
    static Program startModule(Path directory, String main, String... arguments) throws IOException {
        return start(
                List.of("--module-path", directory + File.pathSeparator + classPath(), "--module", main), arguments);
    }

    private static Program start(List<String> options, String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The next line that the program prints. */
    String line() throws InterruptedException {
        var line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("a line of the program").isNotNull();
        return line;
    }

    /** Writes a line to the program's input, waits until the program ends, and returns its exit status. */
    int finish() throws IOException, InterruptedException {
        process.outputWriter().append(System.lineSeparator()).flush();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        reader.join();
        return process.exitValue();
    }

    /** The lines that were printed but not read. */
    List<String> rest() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException ended) {
            lines.add("the output broke off");
        }
    }

    /** The client's artifact and its dependencies. */
    private static String classPath() {
        var libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*[/\\\\](yasson|parsson|tyrus|jakarta\\.json)[^/\\\\]*\\.jar"));
        var client = Deployed.file().resolveSibling("muc-signaling-client.jar").toString();
        return Stream.concat(Stream.of(client), libraries).collect(Collectors.joining(File.pathSeparator));
    }
}
