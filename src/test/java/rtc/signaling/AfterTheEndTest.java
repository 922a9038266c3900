package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Calls and messages after a channel or a signaling object has ended. */
@Timeout(60)
class AfterTheEndTest {

    private final FakeChannels channels = new FakeChannels();
    private final ManualTimer time = new ManualTimer();
    private final List<Runnable> tasks = new ArrayList<>();

    @Test
    void noMessageIsDeliveredAfterAChannelHasClosed() throws Exception {
        try (var server = new StubServer()) {
            var served = server.serve(wire -> {
                wire.accept();
                for (int i = 0; ; i++) {
                    wire.sendText("message " + i);
                }
            });
            var channel = WebSocketChannel.builder(server.base(), "room").build();
            var told = new CopyOnWriteArrayList<String>();
            var ended = new CompletableFuture<Ending>();
            channel.onMessage(text -> told.add("message"));
            channel.onClosed(ending -> {
                told.add("closed");
                ended.complete(ending);
            });
            channel.connect().get(20, TimeUnit.SECONDS);
            Awaitility.await().until(() -> told.size() > 100);
            channel.close();
            assertThat(ended).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(served).failsWithin(20, TimeUnit.SECONDS);
            assertThat(told).last().isEqualTo("closed");
        }
    }

    @Test
    void tooManyPendingEventsDuringAnInterruptionEndTheSession() {
        var plan = MucSignaling.builder(channels::make).reconnect().executor(tasks::add);
        var signaling = new MucSignaling(plan, time, () -> 0);
        var events = EventLog.of(signaling);
        var connected = signaling.connect();
        run();
        channels.now().open();
        run();
        channels.now().receive("{'type':'joined','id':'me','peers':{'a':{}}}");
        run();
        assertThat(connected).isCompleted();
        events.take();
        channels.breakDown();
        run();
        var late = "{'type':'from','peer':'a','event':'x','data':'" + "x".repeat(1 << 20) + "'}";
        for (int i = 0; i < 20; i++) {
            channels.now().receive(late);
        }
        run();
        assertThat(events.take())
                .containsExactly("interrupted closed, attempt 1 in 500 ms", "error overflow", "closed 1000");
        assertThat(signaling.peers()).isEmpty();
        time.pass(Duration.ofMinutes(1));
        run();
        assertThat(channels.count()).isEqualTo(1);
    }

    @Test
    void aClosedListenerCanBeGarbageCollected() {
        var signaling = new MucSignaling(new MemoryChannel());
        var reference = listenAndClose(signaling);
        Awaitility.await().until(() -> {
            System.gc();
            return reference.get() == null;
        });
        signaling.close();
    }

    private static WeakReference<byte[]> listenAndClose(MucSignaling signaling) {
        var memory = new byte[1 << 20];
        signaling.onClosed(ending -> assertThat(memory).isNotNull()).close();
        return new WeakReference<>(memory);
    }

    @Test
    void aListenerAddedAfterTheEndIsCalledOnceUnlessClosed() {
        var plan = MucSignaling.builder(channels::make).executor(tasks::add);
        var signaling = new MucSignaling(plan, time, () -> 0);
        var told = new ArrayList<String>();
        signaling.onClosed(ending -> told.add("before"));
        signaling.close();
        run();
        signaling.onClosed(ending -> told.add("after"));
        signaling.onClosed(ending -> told.add("closed")).close();
        run();
        assertThat(told).containsExactly("before", "after");
    }

    @Test
    void afterCloseThereAreNoPeersAndSendsFail() {
        var plan = MucSignaling.builder(channels::make).executor(Runnable::run);
        var signaling = new MucSignaling(plan, time, () -> 0);
        var events = EventLog.of(signaling);
        var unused = signaling.connect();
        channels.letIn("me", "'a':{}");
        var peer = signaling.peer("a").orElseThrow();
        signaling.close();
        channels.now().receive("{'type':'peer_joined','peer':'b','status':{}}");
        assertThat(signaling.peers()).isEmpty();
        assertThat(signaling.peer("a")).isEmpty();
        assertThat(failure(() -> peer.send("hello").join())).isEqualTo(SignalingException.CLOSED);
        assertThat(failure(() -> signaling.renewToken("t").join())).isEqualTo(SignalingException.CLOSED);
        assertThat(signaling.sendToAll("hello", 1)).isCompleted();
        channels.now().end(1000, "");
        assertThat(signaling.peers()).isEmpty();
        assertThat(events.take()).containsExactly("is here a {}", "closed 1000");
    }

    @Test
    void errorsThatWaitDuringACloseAreNotReported() {
        var plan = MucSignaling.builder(channels::make).executor(tasks::add);
        var signaling = new MucSignaling(plan, time, () -> 0);
        var events = EventLog.of(signaling);
        var unused = signaling.connect();
        run();
        channels.letIn("me", "'a':{}");
        run();
        channels.now().receive("{'type':'error','code':'rate_limited','msg':''}");
        channels.now().receive("{'type':'from'}");
        signaling.close();
        run();
        channels.now().end(1000, "");
        run();
        assertThat(events.take()).noneMatch(line -> line.startsWith("error"));
    }

    @Test
    void closingInAListenerDuringTheJoinFailsTheConnect() {
        var plan = MucSignaling.builder(channels::make).executor(Runnable::run);
        var signaling = new MucSignaling(plan, time, () -> 0);
        signaling.onPeerJoined(peer -> signaling.close());
        var connected = signaling.connect();
        channels.letIn("me", "'a':{},'b':{}");
        assertThat(failure(connected::join)).isEqualTo(SignalingException.CLOSED);
    }

    private static String failure(Executable action) {
        return SignalingException.of(catchThrowableOfType(CompletionException.class, action::execute))
                .code();
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }
}
