package rtc.muc.observer;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.PeerJoined;
import rtc.muc.PeerLeft;
import rtc.muc.PeerSnapshot;
import rtc.muc.protocol.Ending;
import rtc.muc.protocol.MessageCodec;
import rtc.muc.room.RoomListener;
import rtc.muc.room.RoomName;
import rtc.muc.room.RosterEntry;

/**
 * A bounded queue of what happened in rooms, and one thread that tells it, in that order. Whoever reports takes no lock
 * and never waits; without a running thread reports cost nothing and go nowhere.
 */
public final class ObserverThread implements RoomListener {

    private static final System.Logger LOG = System.getLogger(ObserverThread.class.getName());

    /** How long {@link #stop} waits for an observer that is at work. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MessageCodec codec;
    private final Consumer<Object> observers;
    private final int capacity;

    /** Events, to be made on the thread that tells them: a status is parsed for them. */
    private final Queue<Supplier<Object>> queue = new ConcurrentLinkedQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile @Nullable Thread thread;

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
     * Ends the thread: interrupts the observer that is at work, waits a moment for it, and forgets what was not told.
     */
    public void stop() {
        Thread stopped = thread;
        if (stopped == null) {
            return;
        }
        thread = null;
        queue.clear();
        stopped.interrupt();
        try {
            stopped.join(PATIENCE.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (stopped.isAlive()) {
            LOG.log(Level.WARNING, "An observer of rooms goes on although the application has ended");
        }
    }

    /** Logs it when events were lost since the last call. To be called now and then, by one thread. */
    public void check() {
        int events = lost.getAndSet(0);
        if (events > 0) {
            LOG.log(
                    Level.WARNING,
                    "Observers of rooms are too slow: {0} events that found {1} waiting are lost",
                    events,
                    capacity);
        }
    }

    @Override
    public void joined(RoomName room, RosterEntry peer) {
        add(() -> new PeerJoined(room.value(), PeerSnapshot.of(peer, codec)));
    }

    @Override
    public void left(RoomName room, RosterEntry peer, Ending why) {
        add(() -> new PeerLeft(room.value(), PeerSnapshot.of(peer, codec), why));
    }

    private void add(Supplier<Object> event) {
        Thread running = thread;
        if (running == null) {
            return;
        }
        if (capacity > 0 && waiting.get() >= capacity) {
            lost.incrementAndGet();
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
            } else if (!Thread.interrupted()) {
                LockSupport.park(this);
            }
        }
    }

    private void tell(Supplier<Object> event) {
        try {
            observers.accept(event.get());
        } catch (Throwable failure) {
            LOG.log(Level.ERROR, "An observer of rooms failed; the next event follows", failure);
        }
    }
}
