package rtc.muc.internal.config;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.application.ObserverThread;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.metrics.Metrics;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.Outbox;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.websocket.SessionRegistry;

/**
 * The shutdown of the application: refuses further handshakes with 503, removes its metrics, closes the connection of
 * every peer with 1012, leaves the cluster, cuts connections that do not close within {@code muc.close-timeout}, and then
 * delivers the remaining events to observers. By default, it takes a few seconds at most. It runs once.
 */
final class Shutdown {

    private static final System.Logger LOG = System.getLogger(Shutdown.class.getName());

    private final ScheduledExecutorService timer;
    private final Metrics metrics;
    private final Rooms rooms;
    private final SessionRegistry sessions;
    private final Admissions admissions;
    private final ObserverThread observers;
    private final Runnable leaveCluster;
    private final AtomicBoolean started = new AtomicBoolean();

    Shutdown(
            ScheduledExecutorService timer,
            Metrics metrics,
            Rooms rooms,
            SessionRegistry sessions,
            Admissions admissions,
            ObserverThread observers,
            Runnable leaveCluster) {
        this.timer = timer;
        this.metrics = metrics;
        this.rooms = rooms;
        this.sessions = sessions;
        this.admissions = admissions;
        this.observers = observers;
        this.leaveCluster = leaveCluster;
    }

    void run() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        Stream.<Runnable>of(
                        admissions::close,
                        this::endSweep,
                        metrics::close,
                        () -> rooms.close(EndReason.RESTARTING),
                        leaveCluster,
                        sessions::close,
                        observers::stop)
                .forEach(Shutdown::tried);
    }

    /** A step that fails must not prevent the next one. */
    private static void tried(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | LinkageError bug) {
            LOG.log(Level.ERROR, "A step of the shutdown failed; the next step follows", bug);
        }
    }

    /**
     * Shuts down a room with one peer when the application starts, so that all classes that the shutdown needs are
     * loaded. When a server stops, the application's files may already be deleted, as on Payara Micro.
     */
    static void loadClasses(MessageEncoder encoding) {
        Rooms rooms =
                new Rooms(encoding, () -> "peer", InstantSource.system(), () -> 0, RoomLimits.NONE, RoomListener.NONE);
        Peer peer = rooms.attach(new RoomName("shutdown"), new Listening());
        peer.messages().receive(new ClientMessage.Join(JsonText.EMPTY_OBJECT, false));
        rooms.close(EndReason.RESTARTING);
        LOG.log(Level.DEBUG, "Loaded the classes of the shutdown with " + peer);
    }

    private static final class Listening implements Outbox {

        @Override
        public boolean add(String text) {
            return true;
        }

        @Override
        public void add(ServerMessage.Joined joined) {}

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public void close(EndReason ending) {}
    }

    /** Stops the sweep and waits for it, because sessions must be closed after the last sweep. */
    private void endSweep() {
        timer.shutdownNow();
        try {
            var unused = timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
