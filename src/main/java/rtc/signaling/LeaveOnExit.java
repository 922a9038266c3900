package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets peers leave when the JVM exits: by the end of the program, by {@link System#exit}, or by a signal such as TERM.
 * Without a leave, the server would keep the place of a client that resumes.
 *
 * <p>There is one shutdown hook for all peers, and only while there are some. So it keeps no class loader of an
 * application whose peers have ended.
 */
final class LeaveOnExit {

    /** The longest delay of the JVM's exit. */
    static final Duration LIMIT = Duration.ofSeconds(1);

    static final LeaveOnExit SHARED = new LeaveOnExit(
            Runtime.getRuntime()::addShutdownHook, hook -> Runtime.getRuntime().removeShutdownHook(hook));

    private static final System.Logger LOG = System.getLogger(LeaveOnExit.class.getName());

    private record Peer(Supplier<? extends CompletableFuture<?>> leave) {}

    private final Consumer<Thread> registration;
    private final Consumer<Thread> removal;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<Peer> peers = new LinkedHashSet<>();

    @GuardedBy("lock")
    private @Nullable Thread hook;

    /**
     * @param registration adds a shutdown hook
     * @param removal removes it
     */
    LeaveOnExit(Consumer<Thread> registration, Consumer<Thread> removal) {
        this.registration = registration;
        this.removal = removal;
    }

    /**
     * Adds a peer.
     *
     * @param leave begins to leave; the future completes when that is done
     * @return removes the peer
     */
    Subscription add(Supplier<? extends CompletableFuture<?>> leave) {
        var peer = new Peer(leave);
        synchronized (lock) {
            peers.add(peer);
            if (hook == null) {
                hook = new Thread(null, this::leaveAll, "rtc-signaling-exit", 0, false);
                quietly(registration, hook);
            }
        }
        return () -> remove(peer);
    }

    private void remove(Peer peer) {
        synchronized (lock) {
            if (peers.remove(peer) && peers.isEmpty() && hook != null) {
                quietly(removal, hook);
                hook = null;
            }
        }
    }

    /** The JVM allows no changes once it has begun to exit. */
    private static void quietly(Consumer<Thread> change, Thread hook) {
        try {
            change.accept(hook);
        } catch (IllegalStateException exiting) {
            LOG.log(Level.DEBUG, "The JVM exits", exiting);
        }
    }

    private void leaveAll() {
        List<Peer> all;
        synchronized (lock) {
            all = List.copyOf(peers);
        }
        var left = all.stream().map(LeaveOnExit::leave).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(left).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "Not every peer could leave", e);
        }
    }

    private static CompletableFuture<?> leave(Peer peer) {
        try {
            return peer.leave.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
