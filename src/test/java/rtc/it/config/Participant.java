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

/** A client in a room: it sends numbered events to all others, and notes what it gets and how long it was without service. */
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

    /** One that joins at a base address, and does not come back when it loses its connection. */
    static Participant join(String room, String base) throws Exception {
        return new Participant(room, new MucSignaling(new WebSocketChannel(base + "muc", room))).join();
    }

    /** One that comes back; each of its connections goes to another base address. */
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

    /** {@return the others that it knows, each with whether it was there before that one} Ids lack what tells sessions apart. */
    List<Known> others() {
        return client.peers().stream()
                .map(peer -> new Known(peer.id().replaceFirst("~\\d+$", ""), peer.first()))
                .collect(Collectors.toList());
    }

    /**
     * Another one that it knows.
     *
     * @param first whether it was there before that one
     */
    record Known(String id, boolean first) {}

    /** Sends the next number to all others. */
    void speak() {
        var unused = client.sendToAll("n", sent.getAndIncrement());
    }

    /** {@return how many numbers it got} */
    int received() {
        return received.get();
    }

    /** {@return how many numbers were not greater than the one before of the same sender} */
    int disorder() {
        return disorder.get();
    }

    /** {@return how long it was without service, each time} */
    List<Duration> outages() {
        return List.copyOf(outages);
    }

    /** {@return why it lost its connection or did not get one, each time} */
    List<String> interruptions() {
        return List.copyOf(interruptions);
    }

    /** {@return how its last connection ends} */
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
