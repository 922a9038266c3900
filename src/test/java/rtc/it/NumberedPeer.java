package rtc.it;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import rtc.signaling.MucSignaling;
import rtc.signaling.Reconnect;
import rtc.signaling.WebSocketChannel;

/**
 * A peer that sends numbered events to the others of its room, and records the events that it receives and how it
 * recovers from interruptions.
 */
final class NumberedPeer implements AutoCloseable {

    private static final Reconnect SOON = Reconnect.standard().pausing(Duration.ofMillis(100), Duration.ofSeconds(1));
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(3);

    private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger lefts = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private final AtomicInteger reconnected = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private volatile String ended = "";
    private volatile boolean looking = true;
    private volatile int seen;
    private volatile @Nullable MucSignaling signaling;

    /** A peer with the records that another program has reported. */
    static NumberedPeer of(JsonObject report) {
        NumberedPeer peer = new NumberedPeer();
        report.getJsonArray("received").getValuesAs(JsonNumber::intValue).forEach(peer.received::add);
        peer.sent.set(report.getInt("sent"));
        peer.failed.set(report.getInt("failed"));
        peer.resumed.set(report.getInt("resumed"));
        peer.reconnected.set(report.getInt("reconnected"));
        peer.interrupted.set(report.getInt("interrupted"));
        peer.ended = report.getString("ended");
        return peer;
    }

    void joinDirectly(String base, String room) throws Exception {
        join(new MucSignaling(new WebSocketChannel(base, room)));
    }

    void joinReconnecting(String base, String room) throws Exception {
        var server = WebSocketChannel.builder(base, room).silence(SILENCE).handshakeTimeout(ATTEMPT);
        join(MucSignaling.builder(server::build)
                .reconnect(SOON)
                .joinTimeout(ATTEMPT)
                .build());
    }

    private void join(MucSignaling fresh) throws Exception {
        signaling = fresh;
        fresh.onPeerJoined(peer -> {
            peer.on("n", Integer.class, received::add);
            peer.onLeft(() -> {
                if (looking) {
                    lefts.incrementAndGet();
                }
            });
        });
        fresh.onInterrupted(why -> interrupted.incrementAndGet());
        fresh.onResumed(resumed::incrementAndGet);
        fresh.onReconnected((before, now) -> reconnected.incrementAndGet());
        fresh.onClosed(ending -> ended = String.valueOf(ending.code()));
        fresh.connect().get(20, TimeUnit.SECONDS);
    }

    /** Sends the next number to everybody else. */
    void speak() {
        MucSignaling now = signaling;
        if (now != null) {
            now.peers().forEach(peer -> peer.send("n", sent.getAndIncrement()).exceptionally(failure -> {
                failed.incrementAndGet();
                return null;
            }));
        }
    }

    /** Stores the number of other peers, and ignores peers that leave from now on. */
    void stopLooking() {
        MucSignaling now = signaling;
        seen = now == null ? 0 : now.peers().size();
        looking = false;
    }

    /** How many notifications the peer has received that another peer left. */
    int lefts() {
        return lefts.get();
    }

    /** How many other peers were in the room when {@link #stopLooking} was called. */
    int seen() {
        return seen;
    }

    /** How its interruption ended. */
    String comeback() {
        if (!ended.isEmpty()) {
            return "ended " + ended;
        } else if (reconnected.get() > 0) {
            return "new id";
        } else if (resumed.get() > 0) {
            return "resumed";
        }
        return interrupted.get() > 0 ? "not yet" : "not interrupted";
    }

    /** How many events of the sender were lost, duplicated, out of order, and reported to the sender as failed. */
    String compare(NumberedPeer sender) {
        List<Integer> all = List.copyOf(received);
        int different = new HashSet<>(all).size();
        int disorder = 0;
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i) < all.get(i - 1)) {
                disorder++;
            }
        }
        int failures = sender.failed.get();
        return (sender.sent.get() - failures - different) + "/" + (all.size() - different) + "/" + disorder + "/"
                + failures;
    }

    @Override
    public void close() {
        MucSignaling now = signaling;
        if (now != null) {
            now.close();
        }
    }
}
