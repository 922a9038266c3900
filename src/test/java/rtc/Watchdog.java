package rtc;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Ends a test run that hangs. After the time in the system property {@code muc.watchdog} (such as {@code PT5M}) it
 * prints the stacks of all threads and exits, so the build fails and the servers that the tests started are stopped.
 * Without the property it does nothing.
 */
public final class Watchdog implements LauncherSessionListener {

    private static final Duration FOR_SHUTDOWN_HOOKS = Duration.ofSeconds(30);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String limit = System.getProperty("muc.watchdog");
        if (limit != null) {
            Duration time = Duration.parse(limit);
            after(time, () -> {
                printStacks(time);
                System.exit(1);
            });
            after(time.plus(FOR_SHUTDOWN_HOOKS), () -> Runtime.getRuntime().halt(1));
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        timer.shutdownNow();
    }

    private void after(Duration time, Runnable task) {
        var unused = timer.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void printStacks(Duration time) {
        System.err.println("The tests hang: still running after " + time + ".");
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            System.err.println("\"" + thread.getName() + "\" " + thread.getState());
            for (StackTraceElement frame : stack) {
                System.err.println("    at " + frame);
            }
        });
        System.err.flush();
    }
}
