package rtc.it.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import rtc.signaling.Ending;
import rtc.signaling.MucSignaling;
import rtc.signaling.Reconnect;
import rtc.signaling.SignalingPeer;
import rtc.signaling.WebSocketChannel;

/**
 * A client in a room: it sends numbered events to all others, and records what it receives and how long it was without
 * service.
 */
final class Participant implements AutoCloseable {

    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private final String room;
    private final MucSignaling client;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger disorder = new AtomicInteger();
    private final AtomicLong lostAt = new AtomicLong();
    private final List<Duration> outages = Collections.synchronizedList(new ArrayList<>());
    private final List<String> interruptions = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Ending> closed = new CompletableFuture<>();

    private Participant(String room, MucSignaling client) {
        this.room = room;
        this.client = client;
        client.onPeerJoined(this::listenTo);
        client.onInterrupted(why -> {
            lostAt.compareAndSet(0, System.nanoTime());
            interruptions.add(why.cause().getMessage() + ", next attempt in "
                    + why.delay().toMillis() + " ms");
        });
        client.onResumed(this::isBack);
        client.onReconnected((before, now) -> isBack());
        client.onClosed(closed::complete);
    }

    /** A participant that joins at a base address, and does not reconnect when it loses its connection. */
    static Participant join(String room, String base) throws Exception {
        return new Participant(room, new MucSignaling(new WebSocketChannel(base + "muc", room))).join();
    }

    /** A participant that reconnects; each of its connections uses another base address. */
    static Participant joinReconnecting(String room, Supplier<String> bases) throws Exception {
        return new Participant(
                        room,
                        MucSignaling.builder(() -> WebSocketChannel.builder(bases.get() + "muc", room)
                                        .handshakeTimeout(ATTEMPT)
                                        .build())
                                .reconnect(Reconnect.standard())
                                .joinTimeout(ATTEMPT)
                                .build())
                .join();
    }

    private Participant join() throws Exception {
        client.connect().get(20, TimeUnit.SECONDS);
        return this;
    }

    String room() {
        return room;
    }

    String id() {
        return client.id();
    }

    /** {@return the other participants that this one knows} Their ids lack the suffix that distinguishes sessions. */
    List<Known> others() {
        return client.peers().stream()
                .map(peer -> new Known(peer.id().replaceFirst("~\\d+$", ""), peer.first()))
                .collect(Collectors.toList());
    }

    /**
     * Another participant, as this one knows it.
     *
     * @param first whether this participant joined before the other one
     */
    record Known(String id, boolean first) {}

    /** Sends the next number to all others. */
    void speak() {
        var unused = client.sendToAll("n", sent.getAndIncrement());
    }

    /** {@return how many numbers the participant has received} */
    int received() {
        return received.get();
    }

    /** {@return how many numbers were not greater than the previous one of the same sender} */
    int disorder() {
        return disorder.get();
    }

    /** {@return the durations for which the participant was without service} */
    List<Duration> outages() {
        return List.copyOf(outages);
    }

    /** {@return whether the participant has lost its connection and has not come back} */
    boolean isInterrupted() {
        return lostAt.get() != 0;
    }

    /** {@return the reasons for each loss of the connection and each failed attempt to connect} */
    List<String> interruptions() {
        return List.copyOf(interruptions);
    }

    /** {@return how the last connection of the participant ends} */
    CompletableFuture<Ending> closed() {
        return closed.copy();
    }

    private void isBack() {
        long since = lostAt.getAndSet(0);
        if (since != 0) {
            outages.add(Duration.ofNanos(System.nanoTime() - since));
        }
    }

    private void listenTo(SignalingPeer peer) {
        AtomicInteger last = new AtomicInteger(-1);
        peer.on("n", Integer.class, number -> {
            received.incrementAndGet();
            if (number <= last.getAndSet(number)) {
                disorder.incrementAndGet();
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
