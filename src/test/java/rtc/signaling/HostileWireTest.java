package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and proxies that send something other than valid WebSocket messages, or more than the client accepts. */
@Timeout(60)
class HostileWireTest {

    private StubServer stub;

    @BeforeEach
    void start() throws IOException {
        stub = new StubServer();
    }

    @AfterEach
    void stop() throws IOException {
        stub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Accept: wrong",
                "Upgrade: websocket|Connection: Upgrade",
                "Connection: Upgrade",
                "no header"
            })
    void anInvalidUpgradeIsReportedAsUnreachableNotAsRefused(String headers) {
        var unused = stub.serve(wire -> {
            wire.answer(("HTTP/1.1 101 Switching Protocols|" + headers).split("\\|"));
            wire.awaitEnd();
            return true;
        });
        var failure = failureOf(new WebSocketChannel(stub.base(), "room").connect());
        assertThat(failure.code()).isEqualTo(SignalingException.UNREACHABLE);
        assertThat(failure).hasMessageContaining("handshake is invalid");
        assertThat(failure.httpStatus()).isEmpty();
        assertThat(failure.retry()).isEqualTo(Retry.SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 abc No", "HTTP/1.1 99999999999 No", "", "220 mail.example.org ready"})
    void anAnswerThatIsNotHttpFailsInTime(String line) {
        var unused = stub.serve(wire -> {
            wire.answer(line);
            wire.awaitEnd();
            return true;
        });
        var channel = WebSocketChannel.builder(stub.base(), "room")
                .handshakeTimeout(Duration.ofSeconds(1))
                .build();
        assertThat(failureOf(channel.connect()).retry()).isEqualTo(Retry.SOON);
    }

    @Test
    void aServerThatFloodsWithPingsIsDisconnected() {
        var flooded = stub.serve(wire -> {
            wire.accept().floodWithPings();
            return true;
        });
        var channel = new WebSocketChannel(stub.base(), "room");
        var ended = new CompletableFuture<Ending>();
        channel.onClosed(ended::complete);
        assertThat(channel.connect()).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(flooded).succeedsWithin(40, TimeUnit.SECONDS);
        assertThat(ended)
                .succeedsWithin(20, TimeUnit.SECONDS)
                .extracting(Ending::code)
                .isEqualTo(1006);
    }

    private static SignalingException failureOf(CompletableFuture<Void> future) {
        assertThat(future).failsWithin(20, TimeUnit.SECONDS);
        return SignalingException.of(catchThrowableOfType(CompletionException.class, future::join));
    }
}
