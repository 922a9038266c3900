package rtc.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import rtc.muc.PeerJoined;
import rtc.muc.PeerLeft;
import rtc.muc.PeerSnapshot;

/** Observes rooms; fails or blocks at peers with certain names, as an application's bug would. */
@ApplicationScoped
public class Visits {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Semaphore blocked = new Semaphore(0);

    @Inject
    @SuppressWarnings("NullAway.Init")
    Visit visit;

    void joined(@Observes PeerJoined joined) throws InterruptedException {
        note(joined.room(), "+", joined.peer());
        switch (name(joined.peer())) {
            case "Fail" -> throw new IllegalStateException("A bug, for the test");
            case "Block" -> note(joined.room(), blocked.tryAcquire(30, TimeUnit.SECONDS) ? "." : "!", joined.peer());
            default -> {}
        }
    }

    void joinedToo(@ObservesAsync PeerJoined joined) {
        note(joined.room(), "~", joined.peer());
    }

    void left(@Observes PeerLeft left) {
        note(left.room(), "-" + left.why() + " ", left.peer());
    }

    /** Lets a blocked observer continue. */
    void unblock() {
        blocked.release();
    }

    /** What was observed in a room, in order. */
    String of(String room) {
        return lines.stream()
                .filter(line -> line.startsWith(room + ":"))
                .map(line -> line.substring(room.length() + 1))
                .collect(Collectors.joining(", "));
    }

    private void note(String room, String what, PeerSnapshot peer) {
        boolean own = Thread.currentThread().getContextClassLoader() == Visits.class.getClassLoader();
        lines.add(room + ":" + what + name(peer) + visit.next() + (own ? "" : " with a foreign class loader"));
    }

    private static String name(PeerSnapshot peer) {
        return peer.status().getString("name", "?");
    }
}
