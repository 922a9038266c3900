package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent calls, many times over, with a server in the same process that answers at once. */
@Timeout(120)
class SignalingRacesTest {

    private static final int TIMES = 2000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Random random = new Random(42);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void closeEndsTheSessionOnceInAnyState() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            var servers = new ConcurrentLinkedQueue<MemoryChannel>();
            var signaling = MucSignaling.builder(() -> client(servers))
                    .reconnect(Reconnect.standard().pausing(Duration.ofNanos(1), Duration.ofMillis(1)))
                    .build();
            var endings = new AtomicInteger();
            var late = new AtomicInteger();
            var closed = new AtomicBoolean();
            var ended = new CompletableFuture<Ending>();
            signaling.onPeerJoined(peer -> late.addAndGet(closed.get() ? 1 : 0));
            signaling.onClosed(ending -> {
                endings.incrementAndGet();
                ended.complete(ending);
            });
            var connected = new CompletableFuture<CompletableFuture<Void>>();
            together(
                    () -> connected.complete(signaling.connect()),
                    () -> servers.forEach(server -> server.close(new Ending(CloseCode.GOING_AWAY, ""))),
                    () -> {
                        spin();
                        signaling.close();
                    });
            assertThat(ended.get(20, TimeUnit.SECONDS).code()).isIn(1000, 1001);
            closed.set(true);
            connected.join().handle((nothing, failure) -> "settled").get(20, TimeUnit.SECONDS);
            assertThat(signaling.peers()).isEmpty();
            assertThat(endings).hasValue(1);
            assertThat(late).hasValue(0);
        }
    }

    @Test
    void aRemovedListenerIsNotCalledAgain() throws Exception {
        var servers = new ConcurrentLinkedQueue<MemoryChannel>();
        try (var signaling = new MucSignaling(client(servers))) {
            signaling.connect().get(20, TimeUnit.SECONDS);
            var peer = signaling.peers().iterator().next();
            for (int i = 0; i < TIMES; i++) {
                var removed = new AtomicBoolean();
                var faults = new AtomicInteger();
                var done = new CompletableFuture<Void>();
                // One call may be in progress while the listener is removed, and see the flag set. Any further call is
                // a fault.
                var subscription = peer.on("e", data -> faults.addAndGet(removed.get() ? 1 : 0));
                var last = peer.on("last", data -> done.complete(null));
                together(
                        () -> {
                            for (int n = 0; n < 10; n++) {
                                servers.element().send(json("{'type':'from','peer':'a','event':'e','data':1}"));
                            }
                            servers.element().send(json("{'type':'from','peer':'a','event':'last'}"));
                        },
                        () -> {
                            spin();
                            subscription.close();
                            removed.set(true);
                        });
                done.get(20, TimeUnit.SECONDS);
                last.close();
                assertThat(faults.get()).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void theServerReceivesTheLatestStatusLast() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            var heard = new ConcurrentLinkedQueue<String>();
            var settled = new CompletableFuture<Void>();
            var client = new MemoryChannel();
            var server = client.other();
            server.onMessage(text -> {
                heard.add(text);
                if (text.contains("\"join\"")) {
                    server.send(json("{'type':'joined','id':'me','peers':{}}"));
                } else if (text.contains("leave")) {
                    settled.complete(null);
                }
            });
            var unused = server.connect();
            var signaling = new MucSignaling(client);
            var connected = new CompletableFuture<CompletableFuture<Void>>();
            together(() -> connected.complete(signaling.connect()), () -> {
                for (int n = 0; n < 5; n++) {
                    signaling.setStatus(Map.of("n", n));
                }
            });
            connected.join().get(20, TimeUnit.SECONDS);
            signaling.close();
            settled.get(20, TimeUnit.SECONDS);
            var told =
                    heard.stream().filter(text -> text.contains("\"status\"")).toList();
            assertThat(told.get(0)).contains("\"join\"");
            assertThat(told.get(told.size() - 1)).contains(json("{'n':4}"));
            assertThat(told.stream().map(SignalingRacesTest::number)).isSorted();
        }
    }

    @Test
    void noMessageIsLostOrDuplicatedDuringAReconnect() throws Exception {
        for (int i = 0; i < TIMES / 10; i++) {
            var servers = new ConcurrentLinkedQueue<MemoryChannel>();
            var heard = new ConcurrentLinkedQueue<Queue<String>>();
            var signaling = MucSignaling.builder(() -> {
                        var client = client(servers);
                        var here = new ConcurrentLinkedQueue<String>();
                        heard.add(here);
                        client.other().onMessage(text -> {
                            if (text.contains("\"to\"")) {
                                here.add(text);
                            }
                        });
                        return client;
                    })
                    .reconnect(Reconnect.standard()
                            .pausing(Duration.ofNanos(1), Duration.ofMillis(1))
                            .holding(1 << 20))
                    .build();
            signaling.connect().get(20, TimeUnit.SECONDS);
            var peer = signaling.peers().iterator().next();
            var results = new ConcurrentLinkedQueue<CompletableFuture<Void>>();
            together(
                    () -> {
                        for (int n = 0; n < 100; n++) {
                            results.add(peer.send("e", n));
                        }
                    },
                    () -> {
                        spin();
                        servers.element().close(new Ending(CloseCode.BROKEN, ""));
                    });
            long sent = 0;
            for (var result : results) {
                sent += result.handle((nothing, failure) -> failure == null ? 1 : 0)
                        .get(20, TimeUnit.SECONDS);
            }
            signaling.close();
            assertThat(heard.stream().flatMap(Queue::stream))
                    .hasSize((int) sent)
                    .doesNotHaveDuplicates();
            assertThat(heard).allSatisfy(here -> assertThat(here.stream().map(SignalingRacesTest::number))
                    .isSorted());
        }
    }

    /** A channel whose server accepts every join and reports one other peer. */
    private static MemoryChannel client(Queue<MemoryChannel> servers) {
        var client = new MemoryChannel();
        var server = client.other();
        server.onMessage(text -> {
            if (text.contains("\"join\"")) {
                server.send(json("{'type':'joined','id':'me','peers':{'a':{}}}"));
            }
        });
        var unused = server.connect();
        servers.add(server);
        return client;
    }

    private void together(Runnable... actions) throws Exception {
        var barrier = new CyclicBarrier(actions.length);
        var all = Stream.of(actions)
                .map(action -> CompletableFuture.runAsync(
                        () -> {
                            await(barrier);
                            action.run();
                        },
                        threads))
                .toList();
        for (var one : all) {
            one.get(20, TimeUnit.SECONDS);
        }
    }

    /** Waits for a short, random time. */
    private void spin() {
        int rounds;
        synchronized (random) {
            rounds = random.nextInt(2000);
        }
        for (int i = 0; i < rounds; i++) {
            Thread.onSpinWait();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The last number in a text, -1 if there is none. */
    private static int number(String text) {
        var digits = text.replaceAll(".*?(\\d*)\\D*$", "$1");
        return digits.isEmpty() ? -1 : Integer.parseInt(digits);
    }
}
