package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static rtc.wire.SingleQuotes.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryChannelTest {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final MemoryChannel near = new MemoryChannel(tasks::add);
    private final MemoryChannel far = near.other();
    private final List<String> told = new ArrayList<>();

    MemoryChannelTest() {
        near.onMessage(text -> told.add("near " + text));
        far.onMessage(text -> told.add("far " + text));
        near.onClosed(ending -> told.add("near over " + ending.code()));
        far.onClosed(ending -> told.add("far over " + ending.code()));
    }

    @Test
    void otherReturnsTheOppositeEnd() {
        assertThat(far.other()).isSameAs(near);
        assertThat(far).isNotSameAs(near);
    }

    @Test
    void textsArriveAtTheOtherEnd() {
        connect();
        var sent = near.send("a");
        var back = far.send("b");
        assertThat(told).isEmpty();
        assertThat(sent).isNotDone();
        run();
        assertThat(told).containsExactly("far a", "near b");
        assertThat(sent).isCompleted();
        assertThat(back).isCompleted();
    }

    @Test
    void connectCompletesWhenBothEndsHaveConnected() {
        var connected = near.connect();
        run();
        assertThat(connected).isNotDone();
        assertThat(failure(near.send("early")).code()).isEqualTo(SignalingException.CLOSED);
        var other = far.connect();
        run();
        assertThat(connected).isCompleted();
        assertThat(other).isCompleted();
        assertThat(near.send("now")).isNotDone();
    }

    @Test
    void messagesSentBeforeCloseArriveAndLaterSendsFail() {
        connect();
        var last = near.send("last");
        near.close(new Ending(4403, "go"));
        assertThat(failure(near.send("late")).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(failure(far.send("late")).code()).isEqualTo(SignalingException.CLOSED);
        far.close();
        near.close();
        run();
        assertThat(told).containsExactly("far last", "far over 4403", "near over 4403");
        assertThat(last).isCompleted();
        var again = near.connect();
        run();
        assertThat(again).isCompleted();
    }

    @Test
    void aCloseBeforeBothEndsConnectFailsTheConnect() {
        var connected = near.connect();
        far.close(new Ending(4403, "not you"));
        run();
        assertThat(failure(connected).ending()).hasValue(new Ending(4403, "not you"));
        var refused = far.connect();
        run();
        assertThat(failure(refused).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(told).isEmpty();
    }

    @Test
    void sendsAboveTheLimitFailUntilMessagesAreDelivered() {
        connect();
        var large = "x".repeat(ReceiveQueue.MAX_CHARS);
        var sent = near.send(large);
        assertThat(failure(near.send("x")).code()).isEqualTo(SignalingException.OVERFLOW);
        run();
        assertThat(sent).isCompleted();
        assertThat(near.send("x")).isNotDone();
    }

    @Test
    void aTestCanActAsTheServer() {
        var client = new MemoryChannel();
        var server = client.other();
        var heard = new CompletableFuture<String>();
        server.onMessage(text -> {
            if (text.contains("\"join\"")) {
                server.send(json("{'type':'joined','id':'me','peers':{'a':{}}}"));
                server.send(json("{'type':'from','peer':'a','event':'hello','data':'you'}"));
            }
        });
        var unused = server.connect();
        var signaling = new MucSignaling(client);
        var ended = new CompletableFuture<Ending>();
        signaling.onPeerJoined(peer -> peer.on("hello", String.class, heard::complete));
        signaling.onClosed(ended::complete);
        assertThat(signaling.connect()).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(heard).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("you");
        signaling.close();
        assertThat(ended).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo(Ending.normal());
    }

    @Test
    void orderIsKeptInBothDirectionsOnRealThreads() throws Exception {
        int count = 20_000;
        var one = new MemoryChannel();
        var done = new CountDownLatch(2 * count);
        var heard = List.of(new ArrayList<String>(), new ArrayList<String>());
        one.onMessage(text -> {
            heard.get(0).add(text);
            done.countDown();
        });
        one.other().onMessage(text -> {
            heard.get(1).add(text);
            done.countDown();
        });
        var unused = one.connect();
        one.other().connect().get(20, TimeUnit.SECONDS);
        var sender = new Thread(() -> IntStream.range(0, count).forEach(i -> one.send("" + i)));
        sender.start();
        IntStream.range(0, count).forEach(i -> one.other().send("" + i));
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        sender.join();
        var all = IntStream.range(0, count).mapToObj(Integer::toString).toList();
        assertThat(heard.get(0)).isEqualTo(all);
        assertThat(heard.get(1)).isEqualTo(all);
    }

    private void connect() {
        var both = CompletableFuture.allOf(near.connect(), far.connect());
        run();
        assertThat(both).isCompleted();
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static SignalingException failure(CompletableFuture<Void> future) {
        assertThat(future).isCompletedExceptionally();
        return SignalingException.of(catchThrowableOfType(CompletionException.class, future::join));
    }
}
