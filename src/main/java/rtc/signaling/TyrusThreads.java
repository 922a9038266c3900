package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.nio.channels.AsynchronousChannelGroup;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the threads of Tyrus when no connection is left. Tyrus does so too, but with a thread that itself never ends and
 * that retains the class loader of an application in a server. Therefore Tyrus's count of open connections is raised by
 * one, so that Tyrus never ends its threads, and this class shuts down Tyrus's channel group.
 *
 * <p>This class uses private fields of Tyrus. If they do not exist, Tyrus manages its threads itself.
 */
final class TyrusThreads {

    static final TyrusThreads SHARED = new TyrusThreads(Threads.TIMER);

    private static final System.Logger LOG = System.getLogger(TyrusThreads.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(GrowingPool.IDLE_SECONDS);

    private final Timer timer;
    private final @Nullable Class<?> owner;
    private final @Nullable Field group;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private int connections;

    private TyrusThreads(Timer timer) {
        this.timer = timer;
        Class<?> type = null;
        Field field = null;
        try {
            type = Class.forName("org.glassfish.tyrus.container.jdk.client.TransportFilter");
            var opened = type.getDeclaredField("openedConnections");
            opened.setAccessible(true);
            field = type.getDeclaredField("channelGroup");
            field.setAccessible(true);
            ((AtomicInteger) opened.get(null)).incrementAndGet();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The threads of Tyrus end late", e);
            field = null;
        }
        owner = type;
        group = field;
    }

    /** A connection is about to be made. */
    void acquire() {
        synchronized (lock) {
            connections++;
        }
    }

    /** A connection has ended, or could not be made. */
    void release() {
        synchronized (lock) {
            connections--;
            if (connections == 0 && group != null) {
                timer.after(IDLE, this::shutDownIfIdle);
            }
        }
    }

    /**
     * The group terminates only when all its connections are closed, so connections that are closing are not disturbed.
     */
    private void shutDownIfIdle() {
        synchronized (lock) {
            if (connections > 0 || owner == null || group == null) {
                return;
            }
            synchronized (owner) {
                try {
                    if (group.get(null) instanceof AsynchronousChannelGroup idle) {
                        group.set(null, null);
                        idle.shutdown();
                    }
                } catch (IllegalAccessException e) {
                    LOG.log(Level.DEBUG, "The threads of Tyrus end late", e);
                }
            }
        }
    }
}
