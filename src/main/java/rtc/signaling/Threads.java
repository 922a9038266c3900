package rtc.signaling;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all connections of this process share. All of them are daemons, are started when they are needed,
 * and end when they are idle, so nothing has to be shut down.
 */
final class Threads {

    /** Runs delayed tasks, which must return at once. */
    static final Timer TIMER = timer();

    /** Calls listeners. */
    static final Executor EVENTS = new GrowingPool("rtc-signaling-events-", 16, TIMER);

    /**
     * Completes futures. These threads are separate because listeners may block {@link #EVENTS} until a future
     * completes.
     */
    static final Executor COMPLETIONS = new GrowingPool("rtc-signaling-completions-", 4, TIMER);

    /** Opens connections. Each handshake blocks a thread. */
    static final Executor CONNECTING = new GrowingPool("rtc-signaling-connect-", 16, TIMER);

    /** Completes the futures of sends. */
    static final FutureCompleter SENT = new FutureCompleter(COMPLETIONS, TIMER);

    private Threads() {}

    private static Timer timer() {
        var scheduler = new ScheduledThreadPoolExecutor(1, daemons("rtc-signaling-timer-"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setKeepAliveTime(GrowingPool.IDLE_SECONDS, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        return (Duration delay, Runnable task) -> {
            var scheduled = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        };
    }

    static ThreadFactory daemons(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(null, task, name + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(Threads.class.getClassLoader());
            return thread;
        };
    }
}
