package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the package documentation specifies about threads, with real threads. */
@Timeout(60)
class SignalingThreadsTest {

    private static final String JOINED = "{'type':'joined','id':'me','peers':{'a':{}}}";

    private final FakeChannel server = new FakeChannel();
    private final MucSignaling signaling = new MucSignaling(server);

    @Test
    void eventsAreDeliveredInOrderOneAtATimeOffTheChannelsThread() throws Exception {
        int count = 20_000;
        var inside = new AtomicBoolean();
        var faults = new AtomicInteger();
        var done = new CountDownLatch(count);
        var heard = new ArrayList<Integer>();
        var reader = new Thread(() -> {
            server.openAndAwaitJoin();
            server.receive(JOINED);
            for (int i = 0; i < count; i++) {
                server.receive("{'type':'from','peer':'a','event':'n','data':" + i + "}");
            }
        });
        signaling.onPeerJoined(peer -> peer.on("n", Integer.class, n -> {
            boolean alone = inside.compareAndSet(false, true);
            if (!alone || Thread.currentThread() == reader) {
                faults.incrementAndGet();
            }
            heard.add(n);
            inside.set(false);
            done.countDown();
        }));
        var connected = signaling.connect();
        reader.start();
        connected.get(30, TimeUnit.SECONDS);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        reader.join();
        assertThat(faults).hasValue(0);
        assertThat(heard).hasSize(count).isSorted();
    }

    @Test
    void aBlockedListenerDoesNotBlockSendsCloseOrOtherSessions() throws Exception {
        var blocked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        signaling.onPeerJoined(peer -> {
            blocked.countDown();
            await(release);
        });
        var connected = signaling.connect();
        server.openAndAwaitJoin();
        server.receive(JOINED);
        await(blocked);
        assertThat(connected).isNotDone();

        signaling.setStatus(Map.of("n", 1));
        signaling.peers().iterator().next().send("x").get(30, TimeUnit.SECONDS);
        signaling.close();
        assertThat(server.takeSent())
                .containsExactly(
                        "{'type':'join','status':{},'events':true,'ice':true,'renew':true}",
                        "{'type':'status','status':{'n':1}}",
                        "{'type':'to','peer':'a','event':'x'}",
                        "{'type':'leave'}");
        assertThat(server.closes()).isEqualTo(1);

        var other = new FakeChannel();
        try (var undisturbed = new MucSignaling(other)) {
            var alsoConnected = undisturbed.connect();
            other.openAndAwaitJoin();
            other.receive(JOINED);
            alsoConnected.get(30, TimeUnit.SECONDS);
        }
        release.countDown();
        connected.handle((nothing, failure) -> "done").get(30, TimeUnit.SECONDS);
    }

    @Test
    void aListenerThatNeverReturnsEndsTheSessionWithAnOverflow() throws Exception {
        var release = new CountDownLatch(1);
        var ended = new CompletableFuture<Ending>();
        var overflow = new CompletableFuture<String>();
        signaling.onPeerJoined(peer -> await(release));
        signaling.onError(error -> overflow.complete(error.code()));
        signaling.onClosed(ended::complete);
        var connected = signaling.connect();
        server.openAndAwaitJoin();
        server.receive(JOINED);
        var large = "{'type':'from','peer':'a','event':'x','data':'" + "x".repeat(1 << 20) + "'}";
        for (int i = 0; server.closes() == 0 && i < 100; i++) {
            server.receive(large);
        }
        assertThat(server.closes()).isEqualTo(1);
        server.end(1000, "");
        release.countDown();
        assertThat(overflow.get(30, TimeUnit.SECONDS)).isEqualTo(SignalingException.OVERFLOW);
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(new Ending(1000, ""));
        connected.get(30, TimeUnit.SECONDS);
    }

    @Test
    void listenersMayWaitForTheirSends() throws Exception {
        int rooms = 24;
        var answered = new CountDownLatch(rooms);
        var together = new CountDownLatch(16);
        var signalings = new ArrayList<MucSignaling>();
        try (var stub = new StubServer()) {
            for (int room = 0; room < rooms; room++) {
                var served = stub.serve(wire -> {
                    wire.accept().readText();
                    wire.sendText(JOINED.replace('\'', '"'));
                    wire.readText();
                    wire.awaitEnd();
                    return "";
                });
                var each = new MucSignaling(new WebSocketChannel(stub.base(), "room" + room));
                signalings.add(each);
                each.onPeerJoined(peer -> {
                    together.countDown();
                    await(together);
                    peer.send("hello").join();
                    answered.countDown();
                });
                var unused = CompletableFuture.allOf(served, each.connect());
            }
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
            signalings.forEach(MucSignaling::close);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
