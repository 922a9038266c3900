package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call fails with a specific code when the application's suppliers, executors or channels misbehave. */
@Timeout(60)
class BrokenPartsTest {

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalStateException("exception"),
                new NoClassDefFoundError("error"),
                new StackOverflowError(),
                new AssertionError("assertion"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aThrowingHeaderSupplierFailsTheConnect(Throwable failure) {
        var channel = WebSocketChannel.builder("ws://127.0.0.1:1", "room")
                .headers(() -> fail(failure))
                .build();
        assertThat(failureOf(channel.connect()).code()).isEqualTo(SignalingException.SUPPLIER_FAILED);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aThrowingTokenSupplierFailsTheConnect(Throwable failure) {
        var subprotocol = WebSocketChannel.builder("ws://127.0.0.1:1", "room")
                .accessToken(() -> fail(failure))
                .build();
        assertThat(failureOf(subprotocol.connect()).code()).isEqualTo(SignalingException.SUPPLIER_FAILED);
        var query = WebSocketChannel.builder("ws://127.0.0.1:1", "room")
                .accessTokenInQuery(() -> fail(failure))
                .build();
        assertThat(failureOf(query.connect()).code()).isEqualTo(SignalingException.SUPPLIER_FAILED);
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless application does
    void suppliersThatReturnNullFailTheConnect() {
        var builder = WebSocketChannel.builder("ws://127.0.0.1:1", "room");
        assertThat(failureOf(builder.headers(() -> null).build().connect()).code())
                .isEqualTo(SignalingException.SUPPLIER_FAILED);
        assertThat(failureOf(builder.headers(Map::of)
                                .accessToken(() -> null)
                                .build()
                                .connect())
                        .code())
                .isEqualTo(SignalingException.SUPPLIER_FAILED);
        assertThat(failureOf(MucSignaling.builder(() -> null).build().connect()).code())
                .isEqualTo(SignalingException.SUPPLIER_FAILED);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aThrowingChannelSupplierFailsTheConnectAndEndsTheSession(Throwable failure) {
        var ended = new CompletableFuture<Ending>();
        var signaling = MucSignaling.builder(() -> fail(failure)).build();
        signaling.onClosed(ended::complete);
        assertThat(failureOf(signaling.connect()).code()).isEqualTo(SignalingException.SUPPLIER_FAILED);
        assertThat(ended).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aMissingLibraryIsNotRetried() {
        var signaling = MucSignaling.builder(() -> fail(new NoClassDefFoundError("tyrus")))
                .reconnect()
                .build();
        assertThat(failureOf(signaling.connect())).hasMessageContaining("tyrus");
        var channel = new BrokenChannel();
        channel.connecting = () -> fail(new NoClassDefFoundError("jsonb"));
        var other = MucSignaling.builder(() -> channel).reconnect().build();
        assertThat(failureOf(other.connect()).code()).isEqualTo(SignalingException.BROKEN);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aThrowingChannelFailsTheConnectAndEndsTheSession(Throwable failure) {
        for (int i = 0; i < 5; i++) {
            var channel = new BrokenChannel();
            switch (i) {
                case 0 -> channel.connecting = () -> fail(failure);
                case 1 -> channel.connecting = () -> CompletableFuture.failedFuture(failure);
                case 2 -> channel.listening = () -> fail(failure);
                case 3 -> channel.sending = () -> fail(failure);
                default -> channel.closing = () -> fail(failure);
            }
            var signaling = MucSignaling.builder(() -> channel)
                    .joinTimeout(Duration.ofMillis(200))
                    .build();
            var ended = new CompletableFuture<Ending>();
            signaling.onClosed(ended::complete);
            var connected = signaling.connect();
            assertThat(failureOf(connected).code()).isNotEmpty();
            signaling.close();
            assertThat(ended).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void closeTimesOutWhenTheChannelNeverReportsItsEnd() {
        var time = new ManualTimer();
        var server = new FakeChannel();
        var signaling = new MucSignaling(MucSignaling.builder(() -> server).executor(Runnable::run), time, () -> 0);
        var ended = new CompletableFuture<Ending>();
        signaling.onClosed(ended::complete);
        var connected = signaling.connect();
        server.open();
        server.receive("{'type':'joined','id':'me','peers':{'a':{}}}");
        assertThat(connected).isCompleted();
        signaling.close();
        assertThat(signaling.peers()).isEmpty();
        time.pass(RoomConnection.CLOSE_TIMEOUT);
        assertThat(ended).isCompletedWithValue(Ending.normal());
        assertThat(time.isIdle()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aThrowingExecutorDoesNotPreventConnecting(Throwable failure) {
        var signaling = MucSignaling.builder(BrokenPartsTest::room)
                .executor(task -> fail(failure))
                .build();
        assertThat(signaling.connect()).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void tasksRunOnceInOrderWhenTheExecutorSometimesThrows() {
        var calls = new AtomicInteger();
        Executor moody = task -> {
            int call = calls.incrementAndGet();
            if (call % 3 == 0) {
                throw new IllegalStateException("before the task");
            }
            new Thread(task).start();
            if (call % 3 == 1) {
                throw new IllegalStateException("after the task");
            }
        };
        var serial = new SerialExecutor(moody, task -> new Thread(task).start());
        var seen = new ArrayList<Integer>();
        var done = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            int number = i;
            serial.execute(() -> {
                seen.add(number);
                done.countDown();
            });
        }
        assertThat(CompletableFuture.runAsync(() -> pause(done))).succeedsWithin(30, TimeUnit.SECONDS);
        assertThat(seen).hasSize(1000).isSorted();
    }

    @Test
    void hangingHandshakesDoNotBlockOtherConnections() throws Exception {
        var release = new CountDownLatch(1);
        var hanging = new ArrayList<CompletableFuture<Void>>();
        try (var stub = new StubServer()) {
            for (int i = 0; i < 40; i++) {
                var channel = WebSocketChannel.builder(stub.base(), "room")
                        .accessToken(() -> {
                            while (release.getCount() > 0) {
                                pause(release);
                            }
                            return "late";
                        })
                        .build();
                hanging.add(channel.connect());
                channel.close();
            }
            for (var future : hanging) {
                assertThat(failureOf(future).code()).isEqualTo(SignalingException.CLOSED);
            }
            var served = stub.serve(wire -> wire.accept().readText());
            var channel = new WebSocketChannel(stub.base(), "room");
            assertThat(channel.connect()).succeedsWithin(20, TimeUnit.SECONDS);
            channel.send("hello");
            assertThat(served).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("hello");
            channel.close();
        } finally {
            release.countDown();
        }
    }

    /** A channel to a room with nobody else in it. */
    private static Channel room() {
        var client = new MemoryChannel();
        client.other().onMessage(text -> {
            if (text.contains("join")) {
                client.other().send(json("{'type':'joined','id':'me','peers':{}}"));
            }
        });
        var unused = client.other().connect();
        return client;
    }

    private static void pause(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // Ignores the interruption by the client, as careless code does.
        }
    }

    private static SignalingException failureOf(CompletableFuture<Void> future) {
        assertThat(future).failsWithin(20, TimeUnit.SECONDS);
        return SignalingException.of(catchThrowableOfType(CompletionException.class, future::join));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws whatever it is given
    private static <T, E extends Throwable> T fail(Throwable failure) throws E {
        throw (E) failure;
    }

    @FunctionalInterface
    private interface Action<T> {
        T run();
    }

    /** A channel that works until a test replaces one of its actions. */
    private static final class BrokenChannel implements Channel {

        Action<CompletableFuture<Void>> connecting = () -> CompletableFuture.completedFuture(null);
        Action<CompletableFuture<Void>> sending = () -> CompletableFuture.completedFuture(null);
        Action<List<String>> listening = List::of;
        Action<List<String>> closing = List::of;

        @Override
        public CompletableFuture<Void> connect() {
            return connecting.run();
        }

        @Override
        public CompletableFuture<Void> send(String message) {
            return sending.run();
        }

        @Override
        public Subscription onMessage(Consumer<String> listener) {
            var unused = listening.run();
            return () -> {};
        }

        @Override
        public Subscription onClosed(Consumer<Ending> listener) {
            return () -> {};
        }

        @Override
        public void close() {
            var unused = closing.run();
        }
    }
}
