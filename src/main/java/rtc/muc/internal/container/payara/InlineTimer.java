package rtc.muc.internal.container.payara;

import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timer for tasks that are scheduled and cancelled far more often than they run. A task that is due runs at once on
 * the caller's thread; other tasks run on one daemon thread and are removed when they are cancelled. After the
 * shutdown, further tasks are dropped silently.
 */
final class InlineTimer extends ScheduledThreadPoolExecutor {

    static final String THREAD = "muc-timer";

    InlineTimer() {
        super(1, InlineTimer::thread, new DiscardPolicy());
        setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (delay > 0) {
            return super.schedule(task, delay, unit);
        }
        Due due = new Due(task);
        due.run();
        return due;
    }

    private static Thread thread(Runnable tasks) {
        Thread thread = new Thread(tasks, THREAD);
        thread.setDaemon(true);
        return thread;
    }

    private static final class Due extends FutureTask<@Nullable Void> implements ScheduledFuture<@Nullable Void> {

        Due(Runnable task) {
            super(task, null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
