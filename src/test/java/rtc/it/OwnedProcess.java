package rtc.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that a test has started. It runs until it is closed, at most until the tests end. */
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

    /** {@return whether the process is running} */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@return the process id} */
    public long pid() {
        return process.pid();
    }

    /** Kills the process, as a failure would. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Requests the process to terminate, and kills it if it does not terminate in time. */
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
