package rtc.muc.internal.application;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.PeerJoined;
import rtc.muc.PeerLeft;
import rtc.muc.RoomName;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.RosterEntry;

/**
 * A queue of room events, and the one thread that delivers them to observers in order. Adding an event acquires no lock
 * and never blocks; while the thread is not running, events are dropped. The capacity limits joins only: a queued join
 * is always followed by its leave, so the queue may exceed the capacity by one event for each peer.
 */
public final class ObserverThread implements RoomListener {

    private static final System.Logger LOG = System.getLogger(ObserverThread.class.getName());

    /** How long {@link #stop} waits for the queue to become empty. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long {@link #stop} then waits for an interrupted observer to return. */
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final MessageCodec codec;
    private final Consumer<Object> observers;
    private final int capacity;

    /** Events are created on the delivering thread, because the creation of an event parses a status. */
    private final Queue<Supplier<Object>> queue = new ConcurrentLinkedQueue<>();

    /** The ids of peers whose joins were queued and whose leaves were not yet queued. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private final LimitedLogs logs = new LimitedLogs(System::nanoTime);
    private final LimitedLog failures = logs.of(LOG, Level.ERROR);

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    /**
     * Made once for the application; nothing is delivered before {@link #start}.
     *
     * @param codec parses statuses
     * @param observers receives the events, {@link PeerJoined} and {@link PeerLeft}
     * @param capacity the approximate number of events that may wait; 0 for no limit
     */
    public ObserverThread(MessageCodec codec, Consumer<Object> observers, int capacity) {
        this.codec = codec;
        this.observers = observers;
        this.capacity = capacity;
    }

    /** Starts the thread. Called once. */
    public void start(ThreadFactory threads) {
        Thread started = threads.newThread(this::run);
        thread = started;
        started.start();
    }

    /**
     * Stops the thread when all events are delivered, or after two seconds: in that case, interrupts the running
     * observer and logs how many events were not delivered. Called after the last event has been added.
     */
    public void stop() {
        Thread stopped = thread;
        if (stopped == null) {
            return;
        }
        stopping = true;
        LockSupport.unpark(stopped);
        boolean ended = ends(stopped, PATIENCE);
        thread = null;
        if (!ended) {
            stopped.interrupt();
            ended = ends(stopped, A_MOMENT);
        }
        int undelivered = queue.size();
        queue.clear();
        if (undelivered > 0) {
            LOG.log(
                    Level.WARNING,
                    "The application has ended, and {0} events were not delivered to observers of rooms",
                    undelivered);
        }
        if (!ended) {
            LOG.log(Level.WARNING, "An observer of rooms is still running although the application has ended");
        }
    }

    private static boolean ends(Thread thread, Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Logs how many joins were dropped since the last call. Called periodically, by one thread. */
    public void logLosses() {
        logs.sweep();
        int events = lost.getAndSet(0);
        if (events > 0) {
            LOG.log(
                    Level.INFO,
                    "Observers of rooms are too slow: {0} joins were dropped while {1} events were queued",
                    events,
                    capacity);
        }
    }

    @Override
    public void joined(RoomName room, RosterEntry peer) {
        if (thread == null) {
            return;
        }
        if (capacity > 0 && waiting.get() >= capacity) {
            lost.incrementAndGet();
            return;
        }
        known.add(peer.id());
        add(() -> new PeerJoined(room.value(), Snapshots.of(peer, codec)));
    }

    @Override
    public void left(RoomName room, RosterEntry peer, EndReason why) {
        if (known.remove(peer.id())) {
            add(() -> new PeerLeft(room.value(), Snapshots.of(peer, codec), why));
        }
    }

    /** {@return whether the queue is empty} */
    boolean isEmpty() {
        return waiting.get() == 0;
    }

    private void add(Supplier<Object> event) {
        Thread running = thread;
        if (running == null) {
            return;
        }
        waiting.incrementAndGet();
        queue.add(event);
        LockSupport.unpark(running);
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            Supplier<Object> event = queue.poll();
            if (event != null) {
                waiting.decrementAndGet();
                deliver(event);
            } else if (stopping) {
                return;
            } else if (!Thread.interrupted()) {
                LockSupport.park(this);
            }
        }
    }

    private void deliver(Supplier<Object> event) {
        try {
            observers.accept(event.get());
        } catch (Throwable failure) {
            failures.log(
                    () -> "An observer of PeerJoined or PeerLeft failed; later events are still delivered", failure);
        }
    }
}
