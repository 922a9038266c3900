package rtc.signaling;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all connections of this process share. All are daemons, made when needed and ended when idle, so
 * nothing has to be shut down.
 */
final class Threads {

    /** Calls listeners. One that blocks keeps one of these. */
    static final Executor EVENTS = pool("rtc-signaling-events-", 16);

    /** Completes futures, which listeners may be waiting for. */
    static final Executor COMPLETIONS = pool("rtc-signaling-completions-", 4);

    /** Connects: the handshake blocks its thread. */
    static final ThreadPoolExecutor CONNECTING = pool("rtc-signaling-connect-", 16);

    /** One thread that only hands tasks over. */
    static final Timer TIMER = timer();

    /** Completes what sending returned. */
    static final Completions SENT = new Completions(COMPLETIONS, TIMER);

    private Threads() {}

    private static ThreadPoolExecutor pool(String name, int size) {
        var pool = new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Timer timer() {
        var scheduler = new ScheduledThreadPoolExecutor(1, daemons("rtc-signaling-timer-"));
        scheduler.setRemoveOnCancelPolicy(true);
        return (Duration delay, Runnable task) -> {
            var scheduled = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        };
    }

    private static ThreadFactory daemons(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Threads.class.getClassLoader());
            return thread;
        };
    }
}
