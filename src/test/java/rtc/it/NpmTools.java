package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import rtc.BrowserTools;

/** The npm packages of {@code src/test/npm}, installed in {@code target/npm}; for tests only. */
final class NpmTools {

    /** The directory of the tests' own files. */
    static final Path SOURCES = Path.of("src", "test", "npm");

    private static final Path INSTALLED = Path.of("target", "npm");
    private static final String LOCK = "package-lock.json";

    /** The file that npm writes when the installation is complete. */
    private static final String DONE = "node_modules/.package-lock.json";

    private NpmTools() {}

    /** A file of an installed package. */
    static Path file(String name) {
        return INSTALLED.resolve("node_modules").resolve(name);
    }

    /**
     * Installs the packages of the lock file if needed, while other JVMs of the build wait; returns whether they are
     * installed.
     */
    static boolean install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        try (var file =
                FileChannel.open(INSTALLED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var unused = file.lock();
            Optional<Path> npm = BrowserTools.find("npm");
            return installed() || (npm.isPresent() && install(npm.get()));
        }
    }

    private static boolean install(Path npm) throws IOException, InterruptedException {
        for (String file : List.of("package.json", LOCK)) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return end(start(INSTALLED, npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")) == 0
                && installed();
    }

    /** Whether the packages of the lock file are installed. */
    static boolean installed() throws IOException {
        return Files.exists(INSTALLED.resolve(DONE))
                && Files.mismatch(SOURCES.resolve(LOCK), INSTALLED.resolve(LOCK)) < 0;
    }

    /** Runs node in a directory; if it fails, the test fails with its output. */
    static void node(Path directory, String... arguments) throws IOException, InterruptedException {
        run(directory, "node", arguments);
    }

    /** Runs npm in a directory; if it fails, the test fails with its output. */
    static void npm(Path directory, String... arguments) throws IOException, InterruptedException {
        run(directory, "npm", arguments);
    }

    private static void run(Path directory, String program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(BrowserTools.require(program).toString()));
        command.addAll(List.of(arguments));
        int status = end(start(directory, command.toArray(String[]::new)));
        assertThat(status)
                .as(() -> String.join(" ", command) + "\n" + output(directory))
                .isZero();
    }

    private static Process start(Path directory, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile())
                .start();
    }

    private static int end(Process process) throws InterruptedException {
        try {
            return process.waitFor(2, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String output(Path directory) {
        try {
            return Files.readString(directory.resolve("output.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
