package rtc.muc.internal.cluster.node;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Creates the cluster's daemon threads, all with the same context class loader, whichever thread creates them. */
final class ClusterThreads implements ThreadFactory {

    private final String name;
    private final @Nullable ClassLoader classes;
    private final AtomicInteger count = new AtomicInteger();

    /** @param name the beginning of the threads' names */
    ClusterThreads(String name, @Nullable ClassLoader classes) {
        this.name = name;
        this.classes = classes;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(classes);
        return thread;
    }
}
