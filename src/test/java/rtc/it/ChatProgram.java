package rtc.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The Java SE example in its own process, with only its dependencies on the class path. */
final class ChatProgram implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ChatProgram(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "chat program");
        reader.setDaemon(true);
        reader.start();
    }

    static ChatProgram start(String room, String name) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path program = Deployed.exampleFile("java-client", "chat.jar");
        Path libraries = Deployed.exampleFile("java-client", "lib").resolve("*");
        return new ChatProgram(new ProcessBuilder(
                        java.toString(),
                        "-Xmx128m",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        program + File.pathSeparator + libraries,
                        "chat.Chat",
                        Deployed.ws() + "muc",
                        room,
                        name)
                .redirectErrorStream(true)
                .start());
    }

    private void read() {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException ended) {
            lines.add(ended.toString());
        }
    }

    /** Asserts that this is the next line that the program prints. */
    ChatProgram prints(String line) throws InterruptedException {
        assertThat(lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(line);
        return this;
    }

    /** Writes a line to the program's input. */
    void reads(String line) throws IOException {
        process.outputWriter(UTF_8).append(line).append('\n').flush();
    }

    /** Closes the program's input, and asserts its last lines and a successful exit. */
    void ends(String... last) throws IOException, InterruptedException {
        process.outputWriter(UTF_8).close();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        for (String line : last) {
            prints(line);
        }
        assertThat(process.exitValue()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
