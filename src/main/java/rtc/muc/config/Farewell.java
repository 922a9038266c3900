package rtc.muc.config;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import rtc.muc.handshake.Admissions;
import rtc.muc.observer.ObserverThread;
import rtc.muc.protocol.Ending;
import rtc.muc.room.Rooms;
import rtc.muc.websocket.PeerSessions;

/**
 * The end of the application: ends every peer with 1012, cuts the connections that do not close in time, and then tells
 * the observers that are still there of those who left. It takes a few seconds at most, and happens once.
 */
final class Farewell {

    private final ScheduledExecutorService sweep;
    private final Rooms rooms;
    private final PeerSessions sessions;
    private final Admissions admissions;
    private final ObserverThread observers;
    private final AtomicBoolean said = new AtomicBoolean();

    Farewell(
            ScheduledExecutorService sweep,
            Rooms rooms,
            PeerSessions sessions,
            Admissions admissions,
            ObserverThread observers) {
        this.sweep = sweep;
        this.rooms = rooms;
        this.sessions = sessions;
        this.admissions = admissions;
        this.observers = observers;
    }

    void say() {
        if (!said.compareAndSet(false, true)) {
            return;
        }
        endSweep();
        rooms.close(Ending.RESTARTING);
        sessions.close();
        admissions.close();
        observers.stop();
    }

    /** Only one thread may look after the sessions. */
    private void endSweep() {
        sweep.shutdownNow();
        try {
            var unused = sweep.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
