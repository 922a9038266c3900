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
 * Makes peers leave when the JVM exits: at the end of the program, through {@link System#exit}, or on a signal such as
 * TERM. If a client that can resume did not leave, the server would keep its place.
 *
 * <p>All peers share one shutdown hook. It is registered only while there are peers, so that it does not retain the
 * class loader of an application whose peers have ended.
 */
final class LeaveOnExit {

    /** The longest time for which the exit of the JVM is delayed. */
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
     * @param removal removes a shutdown hook
     */
    LeaveOnExit(Consumer<Thread> registration, Consumer<Thread> removal) {
        this.registration = registration;
        this.removal = removal;
    }

    /**
     * Adds a peer.
     *
     * @param leave makes the peer leave; the future completes when the peer has left
     * @return the subscription, which removes the peer when closed
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

    /** Adds or removes the hook, unless the JVM has already begun to exit and rejects changes. */
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
