package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The channel over a server's WebSocket client, which is used through the Jakarta WebSocket API only. */
@Timeout(60)
class ServerWebSocketsTest {

    private final WebSocketClient client =
            new ServerWebSockets(() -> ClientManager.createClient(JdkClientContainer.class.getName()));

    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private WebSocketChannelBuilder to(String base, String... parts) {
        return new WebSocketChannelBuilder(WebSocketAddress.of(base, parts), client);
    }

    @Test
    void theHandshakeCarriesAddressHeadersAndToken() throws Exception {
        var request = server.serve(wire -> {
            wire.accept();
            return wire.path() + " " + wire.header("Host") + " " + wire.header("X-Lamp") + " "
                    + wire.header("Sec-WebSocket-Protocol");
        });
        var channel = to(server.base(), "50 % caf\u00E9/\u00FC?#")
                .headers(() -> Map.of("X-Lamp", "on"))
                .accessToken(() -> "a.b.c")
                .accessTokenInQuery(() -> "a+b")
                .build();

        channel.connect().get(20, TimeUnit.SECONDS);

        assertThat(request.get(20, TimeUnit.SECONDS).replace(", ", ","))
                .isEqualTo("/50%20%25%20caf%C3%A9%2F%C3%BC%3F%23?access_token=a%2Bb 127.0.0.1:" + server.port()
                        + " on muc,access_token.a.b.c");
        channel.close();
    }

    @Test
    void textsArriveInBothDirectionsAndTheEndIsReported() throws Exception {
        var served = server.serve(wire -> {
            wire.accept();
            wire.sendText("hello " + wire.readText());
            return wire.readClose();
        });
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        var ended = new CompletableFuture<Ending>();
        var channel = to(server.base()).build();
        channel.onMessage(received::add);
        channel.onClosed(ended::complete);

        channel.connect().get(20, TimeUnit.SECONDS);
        channel.send("Ada").get(20, TimeUnit.SECONDS);

        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("hello Ada");
        channel.close();
        assertThat(ended.get(20, TimeUnit.SECONDS).code()).isEqualTo(1000);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aTextAboveTheLimitEndsTheConnection() throws Exception {
        var served = server.serve(wire -> {
            wire.accept();
            wire.sendText("x".repeat(101));
            return wire.readClose();
        });
        var channel = to(server.base()).maxMessageSize(100).build();
        var ended = new CompletableFuture<Ending>();
        channel.onClosed(ended::complete);

        channel.connect().get(20, TimeUnit.SECONDS);

        assertThat(ended.get(20, TimeUnit.SECONDS).code()).isEqualTo(1009);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aRefusedHandshakeReportsItsStatus() {
        var served = server.serve(wire -> {
            wire.refuse(403);
            return wire.path();
        });

        assertThatThrownBy(() -> to(server.base()).build().connect().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(SignalingException.class, failure -> assertThat(failure.httpStatus())
                        .hasValue(403));
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    /** Undertow uses the engine unchanged. ClientOnServerIT tests real servers. */
    @Test
    void tlsEnginesVerifyTheHostName() throws Exception {
        var parameters = VerifyingTls.over(SSLContext.getDefault(), failure -> {})
                .createSSLEngine("127.0.0.1", 443)
                .getSSLParameters();
        assertThat(parameters.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    }

    @Test
    void aProxyNeedsTyrus() {
        assertThatThrownBy(() -> to("ws://host").proxy(URI.create("http://proxy:3128")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("needs the Tyrus client");
    }
}
