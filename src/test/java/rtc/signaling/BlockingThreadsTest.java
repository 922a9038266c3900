package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dependents of the client's futures and listeners of its events may block, even many of them at the same time. */
@Timeout(120)
class BlockingThreadsTest {

    private static final int MANY = 64;
    private static final String JOINED = json("{'type':'joined','id':'me','peers':{'a':{}}}");

    /**
     * The server answers no handshake before all continuations are attached, because a continuation that is attached to
     * a completed future would run on this thread.
     */
    @Test
    void continuationsOfConnectMayWaitForTheirSends() throws Exception {
        var together = new CountDownLatch(MANY);
        var attached = new CountDownLatch(1);
        var waiting = new ArrayList<CompletableFuture<Void>>();
        try (var stub = new StubServer()) {
            for (int i = 0; i < MANY; i++) {
                waiting.add(stub.serve(wire -> {
                            pause(attached);
                            var text = wire.accept().readText();
                            wire.awaitEnd();
                            return text;
                        })
                        .thenAccept(text -> assertThat(text).isEqualTo("hello")));
                var channel = new WebSocketChannel(stub.base(), "room");
                waiting.add(channel.connect()
                        .thenRun(() -> {
                            meet(together);
                            channel.send("hello").join();
                        })
                        .whenComplete((nothing, failure) -> channel.close()));
            }
            attached.countDown();
            assertAllComplete(waiting);
        }
    }

    @Test
    void continuationsOfSendMayWaitForOtherSends() {
        var channels = memoryChannels();
        var gate = new CountDownLatch(1);
        channels.forEach(channel -> channel.other().onMessage(text -> pause(gate)));
        var together = new CountDownLatch(MANY);
        var waiting = channels.stream()
                .map(channel -> channel.send("first").thenRun(() -> {
                    meet(together);
                    channel.send("second").join();
                }))
                .toList();
        gate.countDown();
        assertAllComplete(waiting);
    }

    @Test
    void listenersMayWaitForOtherConnects() {
        var together = new CountDownLatch(MANY);
        var waiting = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < MANY; i++) {
            var told = new CompletableFuture<Void>();
            var signaling = new MucSignaling(answering());
            signaling.onPeerJoined(peer -> {
                meet(together);
                new MucSignaling(answering()).connect().join();
                peer.send("hello").join();
                told.complete(null);
            });
            waiting.add(told);
            waiting.add(signaling.connect());
        }
        assertAllComplete(waiting);
    }

    @Test
    void thePoolGrowsWhileItsTasksBlockAndShrinksAfterwards() {
        var timer = new ManualTimer();
        var pool = new GrowingPool("test-", 2, timer);
        var release = new CountDownLatch(1);
        var started = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            pool.execute(() -> {
                started.countDown();
                pause(release);
            });
        }
        await().until(() -> {
            timer.pass(GrowingPool.PATIENCE);
            return started.getCount() == 0;
        });
        assertThat(pool.size()).isGreaterThanOrEqualTo(8);
        release.countDown();
        await().until(() -> {
            timer.pass(GrowingPool.PATIENCE);
            return pool.size() == 2 && timer.isIdle();
        });
    }

    private static List<MemoryChannel> memoryChannels() {
        var channels = new ArrayList<MemoryChannel>();
        for (int i = 0; i < MANY; i++) {
            var channel = new MemoryChannel();
            CompletableFuture.allOf(channel.other().connect(), channel.connect())
                    .join();
            channels.add(channel);
        }
        return channels;
    }

    /** A channel to a room with one peer in it. */
    private static Channel answering() {
        var client = new MemoryChannel();
        var server = client.other();
        server.onMessage(text -> {
            if (text.contains("join")) {
                server.send(JOINED);
            }
        });
        var unused = server.connect();
        return client;
    }

    /** Reports the first failure if there are several, because the others may be its consequences. */
    private static void assertAllComplete(List<CompletableFuture<Void>> waiting) {
        var all = CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new));
        var end = new CompletableFuture<Void>();
        var unused = all.thenRun(() -> end.complete(null));
        waiting.forEach(each -> each.exceptionally(failure -> {
            end.completeExceptionally(failure);
            return null;
        }));
        assertThat(end).succeedsWithin(60, TimeUnit.SECONDS);
    }

    private static void meet(CountDownLatch together) {
        together.countDown();
        pause(together);
    }

    private static void pause(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
