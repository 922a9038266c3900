package rtc.signaling;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A thread pool for tasks that may block. The pool has a fixed size as long as tasks complete. When tasks wait in the
 * queue and none completes, the pool adds threads until a task completes, and removes the added threads when they are
 * idle again. The threads are daemons and end after {@value #IDLE_SECONDS} idle seconds.
 */
final class GrowingPool implements Executor {

    /** How long tasks may wait without any task completing before the pool adds threads. */
    static final Duration PATIENCE = Duration.ofMillis(50);

    static final int IDLE_SECONDS = 5;

    private final int size;
    private final Timer timer;
    private final ThreadPoolExecutor pool;
    private final AtomicBoolean watched = new AtomicBoolean();

    /** @param size the number of threads as long as tasks complete */
    GrowingPool(String name, int size, Timer timer) {
        this.size = size;
        this.timer = timer;
        pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.daemons(name));
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
        if (!pool.getQueue().isEmpty()) {
            watch();
        }
    }

    /** The number of threads that the pool may have at the moment. */
    int size() {
        return pool.getCorePoolSize();
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            long completed = pool.getCompletedTaskCount();
            timer.after(PATIENCE, () -> check(completed));
        }
    }

    private void check(long completedBefore) {
        watched.set(false);
        int waiting = pool.getQueue().size();
        if (waiting > 0 && pool.getCompletedTaskCount() == completedBefore) {
            resize(size() + Math.min(waiting, size()));
        } else if (waiting == 0 && pool.getActiveCount() < size()) {
            resize(Math.max(size, pool.getActiveCount()));
        }
        if (waiting > 0 || size() > size) {
            watch();
        }
    }

    private void resize(int threads) {
        if (threads > size()) {
            pool.setMaximumPoolSize(threads);
            pool.setCorePoolSize(threads);
        } else {
            pool.setCorePoolSize(threads);
            pool.setMaximumPoolSize(threads);
        }
    }
}
