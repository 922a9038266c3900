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
 * A queue of what happened in rooms, and one thread that tells it, in that order. Whoever reports takes no lock and never
 * waits; without a running thread reports cost nothing and go nowhere. The bound counts for joins: a peer whose join is
 * told is told to have left too, so there may be one event more for each peer.
 */
public final class ObserverThread implements RoomListener {

    private static final System.Logger LOG = System.getLogger(ObserverThread.class.getName());

    /** How long {@link #stop} waits until all events are told. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long it then waits for an observer that is interrupted. */
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final MessageCodec codec;
    private final Consumer<Object> observers;
    private final int capacity;

    /** Events, to be made on the thread that tells them: a status is parsed for them. */
    private final Queue<Supplier<Object>> queue = new ConcurrentLinkedQueue<>();

    /** The ids of the peers whose joins are in the queue or told, and whose leaves are not. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private final LimitedLogs logs = new LimitedLogs(System::nanoTime);
    private final LimitedLog failures = logs.of(LOG, Level.ERROR);

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    /**
     * Made once for the application; nothing is told before {@link #start}.
     *
     * @param codec reads statuses
     * @param observers take the events, {@link PeerJoined} and {@link PeerLeft}
     * @param capacity how many events may wait, about; 0 for no limit
     */
    public ObserverThread(MessageCodec codec, Consumer<Object> observers, int capacity) {
        this.codec = codec;
        this.observers = observers;
        this.capacity = capacity;
    }

    /** Begins to tell, on a new thread. To be called once. */
    public void start(ThreadFactory threads) {
        Thread started = threads.newThread(this::run);
        thread = started;
        started.start();
    }

    /**
     * Ends the thread when all events are told, or after two seconds: then it interrupts the observer that is at work, and
     * logs how many events were not told. To be called when nothing more is reported.
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
        int untold = queue.size();
        queue.clear();
        if (untold > 0) {
            LOG.log(
                    Level.WARNING,
                    "The application has ended, and {0} events were not told to observers of rooms",
                    untold);
        }
        if (!ended) {
            LOG.log(Level.WARNING, "An observer of rooms goes on although the application has ended");
        }
    }

    private static boolean ends(Thread thread, Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Logs it when events were lost since the last call. To be called now and then, by one thread. */
    public void check() {
        logs.check();
        int events = lost.getAndSet(0);
        if (events > 0) {
            LOG.log(
                    Level.INFO,
                    "Observers of rooms are too slow: {0} peers that joined while {1} events waited are not told to them",
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

    /** {@return whether nothing waits} */
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
                tell(event);
            } else if (stopping) {
                return;
            } else if (!Thread.interrupted()) {
                LockSupport.park(this);
            }
        }
    }

    private void tell(Supplier<Object> event) {
        try {
            observers.accept(event.get());
        } catch (Throwable failure) {
            failures.log(() -> "An observer of rooms failed; the next event follows", failure);
        }
    }
}
