package rtc.muc.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtc.BrowserTools;

/** The JavaScript modules that need no browser, tested by node's own test runner. */
final class BrowserModuleTest {

    @TempDir
    Path directory;

    static Stream<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "npm"))) {
            return files.filter(file -> file.toString().endsWith(".test.mjs")).toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void theTestsOfTheModulePass(Path module) throws Exception {
        Path output = directory.resolve("output");
        Process node = new ProcessBuilder(BrowserTools.require("node").toString(), "--test", module.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(node.waitFor(30, TimeUnit.SECONDS)).as("ended in time").isTrue();
            assertThat(node.exitValue())
                    .as(() -> Files.exists(output) ? text(output) : "")
                    .isZero();
        } finally {
            node.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
