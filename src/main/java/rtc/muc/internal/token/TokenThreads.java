package rtc.muc.internal.token;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Creates executors whose threads are started on demand and stop when they are idle. */
final class TokenThreads {

    private static final int WAITING_TASKS = 1000;

    private TokenThreads() {}

    /** {@return an executor with a bounded queue, which rejects tasks while the queue is full} */
    static ExecutorService executor(String name, int threads) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_TASKS), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
