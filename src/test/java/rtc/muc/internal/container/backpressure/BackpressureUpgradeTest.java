package rtc.muc.internal.container.backpressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.container.PingCounter;

final class BackpressureUpgradeTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int CAPACITY = 16 * 1024;

    /** The most bytes read from a stalled client: the chunk that filled the output, and 64 KiB that follow it. */
    private static final int BOUND = (64 + 8) * 1024;

    private final BackpressureUpgrade upgrade = new BackpressureUpgrade();
    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void allInputOfAReadingClientIsRead() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, Integer.MAX_VALUE);
        opened(client);

        client.dataAvailable();

        assertThat(client.unread()).isZero();
    }

    @Test
    void readingStopsWhileTheClientDoesNotRead() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, CAPACITY);
        FakeEcho handler = opened(client);

        client.dataAvailable();

        assertThat(MEGABYTE - client.unread()).isBetween(BOUND, BOUND + CAPACITY);
        assertThat(handler.mostKept()).isLessThanOrEqualTo(BOUND);
    }

    @Test
    void readingResumesWhenTheClientReadsAgain() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, CAPACITY);
        FakeEcho handler = opened(client);

        client.dataAvailable();
        for (int i = 0; i < MEGABYTE / CAPACITY; i++) {
            client.drain();
        }

        assertThat(client.unread()).isZero();
        assertThat(handler.keepsNothing()).isTrue();
    }

    /** The client reads, but the flush fills the output again. */
    @Test
    void bytesReadDuringAFlushCountTowardsTheBound() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, CAPACITY);
        BackpressureConnection connection = new BackpressureConnection(client, new PingCounter());
        ServletInputStream input = connection.getInputStream();
        ServletOutputStream output = connection.getOutputStream();
        input.setReadListener(new FakeEcho());
        output.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                assertThat(input.read(new byte[8 * 1024])).isPositive();
                fill(output);
            }

            @Override
            public void onError(Throwable why) {
                throw new AssertionError(why);
            }
        });
        connection.begin();
        fill(output);
        for (int kibibytes = 0; kibibytes < 60; kibibytes += 4) {
            assertThat(input.isReady()).isTrue();
            assertThat(input.read(new byte[4 * 1024])).isPositive();
        }

        client.drain();
        assertThat(input.isReady()).isFalse();
    }

    private static void fill(ServletOutputStream output) throws IOException {
        while (output.isReady()) {
            output.write(new byte[8 * 1024]);
        }
    }

    /**
     * Some handlers wait for their {@code init} to return when they are notified of input, so they must not be notified
     * before.
     */
    @Test
    void aHandlerIsNotAskedToReadBeforeItsInitReturns() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, Integer.MAX_VALUE).readingAtOnce();
        FakeEcho handler = BackpressureUpgrade.upgrade(
                request(), FakeEcho.class, prepared -> {}, ended -> ends.incrementAndGet(), new PingCounter());

        upgrade.init(client);

        assertThat(client.unread()).isZero();
        assertThat(handler.wasReadyToRead()).isTrue();
    }

    @RepeatedTest(50)
    void noWakeUpIsLost() throws Exception {
        FakeWebConnection client = new FakeWebConnection(8 * MEGABYTE, CAPACITY);
        FakeEcho handler = opened(client);

        CompletableFuture<Void> draining = CompletableFuture.runAsync(() -> {
            try {
                while (client.unread() > 0 || !handler.keepsNothing()) {
                    client.drain();
                }
            } catch (Exception unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        client.dataAvailable();
        draining.get(20, TimeUnit.SECONDS);

        assertThat(handler.mostKept()).isLessThanOrEqualTo(BOUND);
    }

    @Test
    void aDisconnectIsReportedWhileReadingIsStopped() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, CAPACITY);
        FakeEcho handler = opened(client);
        client.dataAvailable();

        client.breakOff();

        assertThat(handler.errors())
                .as("told as a writer and as a reader")
                .hasSize(2)
                .allMatch(EOFException.class::isInstance);
    }

    @Test
    void remainingInputOfABrokenConnectionIsRead() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, CAPACITY);
        FakeEcho handler = opened(client);

        client.breakOff();
        client.dataAvailable();

        assertThat(client.unread()).isZero();
        assertThat(handler.errors()).hasSize(1);
    }

    @Test
    void pendingWritesFailWhenTheConnectionEnds() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, CAPACITY);
        FakeEcho handler = opened(client);
        client.dataAvailable();

        upgrade.destroy();
        client.breakOff();

        assertThat(handler.errors()).hasSize(1).allMatch(ClosedChannelException.class::isInstance);
    }

    /** Without the cleanup, the container's old requests would keep the class loader of this application. */
    @Test
    void theContainersHandlerIsCleanedUpOnceAtTheEnd() throws Exception {
        opened(new FakeWebConnection(MEGABYTE, CAPACITY));
        assertThat(ends).hasValue(0);

        upgrade.destroy();
        upgrade.destroy();

        assertThat(ends).hasValue(1);
    }

    /** The container may already use the underlying streams for another connection. */
    @Test
    void theStreamsOfAnEndedConnectionAreClosed() throws Exception {
        FakeWebConnection client = new FakeWebConnection(MEGABYTE, CAPACITY);
        BackpressureConnection connection = new BackpressureConnection(client, new PingCounter());
        ServletInputStream input = connection.getInputStream();
        ServletOutputStream output = connection.getOutputStream();
        assertThat(input.isReady()).isTrue();

        connection.release();

        assertThat(input.isReady()).isFalse();
        assertThat(output.isReady()).isTrue();
        byte[] bytes = new byte[1];
        for (ThrowingCallable use : new ThrowingCallable[] {
            input::read, () -> input.read(bytes), () -> output.write(0), () -> output.write(bytes), output::flush
        }) {
            assertThatThrownBy(use).isInstanceOf(ClosedChannelException.class);
        }
        assertThat(client.unread()).isEqualTo(MEGABYTE);
    }

    @Test
    void aHandlerThatCannotBeCreatedFailsTheUpgrade() {
        HttpServletRequest request = request();
        assertThatThrownBy(() -> BackpressureUpgrade.upgrade(
                        request, Hidden.class, prepared -> {}, ended -> ends.incrementAndGet(), new PingCounter()))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("Hidden");
    }

    private FakeEcho opened(FakeWebConnection client) throws Exception {
        FakeEcho handler = BackpressureUpgrade.upgrade(
                request(), FakeEcho.class, prepared -> {}, ended -> ends.incrementAndGet(), new PingCounter());
        upgrade.init(client);
        return handler;
    }

    /** A request that supports only {@code upgrade}. */
    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("upgrade");
                    assertThat(arguments).containsExactly(BackpressureUpgrade.class);
                    return upgrade;
                });
    }

    private abstract static class Hidden implements HttpUpgradeHandler {

        @Override
        public void init(WebConnection connection) {}
    }
}
