package rtc.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that a test has started. It ends when it is closed, and with the tests at the latest. */
public final class OwnedProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Thread atExit;

    private OwnedProcess(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly, "stop-" + process.pid());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts a process; its output goes to a file. */
    public static OwnedProcess start(ProcessBuilder builder, Path output) throws IOException {
        return new OwnedProcess(builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start());
    }

    /** {@return whether it has not ended} */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@return its id} */
    public long pid() {
        return process.pid();
    }

    /** Ends it at once, as a failure does. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Asks it to end, and ends it at once if it does not in time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
