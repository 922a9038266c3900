package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting with headers, tokens, TLS, proxies and limits, against a server that follows a script. */
@Timeout(60)
class WebSocketChannelBuilderTest {

    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void headersAndTokenAreSuppliedAnewForEachAttempt() {
        var headers = new AtomicInteger();
        var tokens = new AtomicInteger();
        var builder = builder()
                .headers(() -> Map.of("Authorization", "Bearer " + headers.incrementAndGet(), "X-Room", "a, b"))
                .accessTokenInQuery(() -> "t/" + tokens.incrementAndGet() + "+é");
        for (int i = 1; i <= 2; i++) {
            var asked = server.serve(wire -> {
                wire.accept();
                return List.of(wire.path(), wire.header("Authorization"), wire.header("X-Room"));
            });
            var channel = builder.build();
            channel.connect().join();
            assertThat(asked.join())
                    .containsExactly("/muc/room?access_token=t%2F" + i + "%2B%C3%A9", "Bearer " + i, "a, b");
            assertThat(channel.address()).hasToString(server.base() + "/muc/room");
            channel.close();
        }
    }

    @Test
    void aBlockingTokenSupplierDoesNotBlockOtherConnections() {
        var token = new CompletableFuture<String>();
        var asked = server.serve(wire -> {
            wire.accept();
            return wire.path();
        });
        var waiting = builder().accessTokenInQuery(token::join).build().connect();
        var other = new WebSocketChannel(server.base(), "other");
        other.connect().join();
        assertThat(asked.join()).isEqualTo("/other");
        assertThat(waiting).isNotDone();

        var askedThen = server.serve(wire -> {
            wire.accept();
            return wire.path();
        });
        token.complete("x");
        waiting.join();
        assertThat(askedThen.join()).isEqualTo("/muc/room?access_token=x");
        other.close();
    }

    @Test
    void aSupplierThatThrowsFailsTheAttempt() {
        var headers = failure(builder()
                .headers(() -> {
                    throw new IllegalStateException("no session");
                })
                .build());
        assertThat(headers.code()).isEqualTo(SignalingException.SUPPLIER_FAILED);
        assertThat(headers.retry()).isEqualTo(Retry.SOON);
        assertThat(headers).hasRootCauseMessage("no session");
        var token = failure(builder()
                .accessToken(() -> {
                    throw new IllegalStateException("no token");
                })
                .build());
        assertThat(token.code()).isEqualTo(SignalingException.SUPPLIER_FAILED);
    }

    @ParameterizedTest
    @CsvSource({"X-A, 'a\r\nX-B: b'", "'X-A:', a", "'X A', a", "'', a", "X-A, 'a\u0000'"})
    void invalidHeadersAreNotSent(String name, String value) {
        var failure = failure(builder().headers(() -> Map.of(name, value)).build());
        assertThat(failure.code()).isEqualTo(SignalingException.SUPPLIER_FAILED);
        assertThat(failure).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"429, 7, 7", "503, 120, 120", "500, 3, 3", "503, 'Thu, 01 Jan 1970 00:00:00 GMT', 0"})
    void aRefusalReportsItsRetryAfter(int status, String value, long seconds) {
        var served = server.serve(wire -> {
            wire.refuse(status, "retry-after: " + value);
            return "";
        });
        var failure = failure(builder().build());
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(seconds));
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aRefusalWithoutTheHeaderHasNoRetryAfter() {
        var served = server.serve(wire -> {
            wire.refuse(503);
            return "";
        });
        var failure = failure(builder().build());
        assertThat(failure.httpStatus()).hasValue(503);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void connectsThroughAProxy() {
        var asked = server.serve(wire -> {
            var line = wire.requestLine();
            wire.tunnel();
            wire.accept();
            return line + " / " + wire.requestLine();
        });
        var channel = WebSocketChannel.builder("ws://signaling.invalid:8443/muc", "a b")
                .proxy(URI.create("http://127.0.0.1:" + server.port()))
                .build();
        channel.connect().join();
        assertThat(asked.join()).isEqualTo("CONNECT signaling.invalid:8443 HTTP/1.1 / GET /muc/a%20b HTTP/1.1");
        channel.close();
    }

    @Test
    void aRefusalByTheProxyIsNotRetryable() {
        var served = server.serve(wire -> {
            wire.refuse(407);
            return "";
        });
        var failure = failure(WebSocketChannel.builder("ws://signaling.invalid/muc", "room")
                .proxy(URI.create("http://127.0.0.1:" + server.port()))
                .build());
        assertThat(failure.code()).isEqualTo(SignalingException.UNREACHABLE);
        assertThat(failure.httpStatus()).hasValue(407);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void credentialsInTheProxyAddressAreSentToTheProxyOnly() {
        var asked = server.serve(wire -> {
            var authorization = wire.header("Proxy-Authorization");
            wire.tunnel();
            wire.accept();
            return authorization + " then '" + wire.header("Proxy-Authorization") + "'";
        });
        var channel = WebSocketChannel.builder("ws://signaling.invalid/muc", "room")
                .proxy(URI.create("http://ada:p%40ss+1@127.0.0.1:" + server.port()))
                .build();
        channel.connect().join();
        assertThat(asked.join()).isEqualTo("Basic " + base64("ada:p@ss+1") + " then ''");
        channel.close();
    }

    @Test
    void aProxyChallengeIsAnsweredWithTheJvmsCredentials() {
        Authenticator.setDefault(new Authenticator() {
            @Override
            @Nullable
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY && getRequestingPort() == server.port()
                        ? new PasswordAuthentication("ada", "secret".toCharArray())
                        : null;
            }
        });
        try {
            var refused = server.serve(wire -> {
                wire.refuse(407, "Proxy-Authenticate: Basic realm=\"x\"");
                return "";
            });
            var channel = WebSocketChannel.builder("ws://signaling.invalid/muc", "room")
                    .proxy(URI.create("http://127.0.0.1:" + server.port()))
                    .build();
            var connected = channel.connect();
            assertThat(refused).succeedsWithin(20, TimeUnit.SECONDS);
            var asked = server.serve(wire -> {
                var authorization = wire.header("Proxy-Authorization");
                wire.tunnel();
                wire.accept();
                return authorization;
            });
            assertThat(connected).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(asked.join()).isEqualTo("Basic " + base64("ada:secret"));
            channel.close();
        } finally {
            Authenticator.setDefault(null);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsRetryableAndNamesItsTarget(int status) {
        var served = server.serve(wire -> {
            wire.refuse(status, "Location: https://portal.example/login");
            return "";
        });
        var failure = failure(builder().build());
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.retry()).isEqualTo(Retry.SOON);
        assertThat(failure).hasMessageContaining("Location: https://portal.example/login");
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty or a dot segment",
        "'..', is empty or a dot segment",
        "'a\u0007', holds an invisible character",
        "'a\u200d', holds an invisible character",
        "'ok', 'not allowed, or the request is malformed'"
    })
    void aRefusedRoomNameIsExplained(String room, String reason) {
        var served = server.serve(wire -> {
            wire.refuse(400);
            return "";
        });
        var failure =
                failure(WebSocketChannel.builder(server.base() + "/muc", room).build());
        assertThat(failure).hasMessageEndingWith(reason);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void anUntrustedCertificateIsNotRetryable(@TempDir Path directory) throws Exception {
        var identity = TestIdentity.of("ip:127.0.0.1", directory);
        try (var secure = new StubServer(identity.server().getServerSocketFactory())) {
            var unused = secure.serve(wire -> "reached");
            var failure = failure(secure(secure).build());
            assertThat(failure.code()).isEqualTo(SignalingException.UNREACHABLE);
            assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        }
    }

    @Test
    void theDefaultSslContextOfTheJvmIsUsed(@TempDir Path directory) throws Exception {
        var identity = TestIdentity.of("dns:localhost", directory);
        var before = SSLContext.getDefault();
        SSLContext.setDefault(identity.client());
        try (var secure = new StubServer(identity.server().getServerSocketFactory())) {
            var text = secure.serve(wire -> wire.accept().readText());
            var channel = new WebSocketChannel("WSS://localhost:" + secure.port(), "room");
            channel.connect().join();
            channel.send("secret");
            assertThat(text.join()).isEqualTo("secret");
            channel.close();
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void aTokenIsSentAsASubprotocolAtEachAttempt() {
        var tokens = new AtomicInteger();
        var builder = builder().accessToken(() -> "eyJ.a-b_" + tokens.incrementAndGet());
        for (int i = 1; i <= 2; i++) {
            var asked = server.serve(wire -> {
                wire.accept();
                return wire.path() + " " + wire.header("Sec-WebSocket-Protocol");
            });
            var channel = builder.build();
            channel.connect().join();
            assertThat(asked.join()).isEqualTo("/muc/room muc, access_token.eyJ.a-b_" + i);
            channel.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a\r\nX: y", "é"})
    void invalidTokensAreNotSent(String token) {
        var failure = failure(builder().accessToken(() -> token).build());
        assertThat(failure.code()).isEqualTo(SignalingException.SUPPLIER_FAILED);
        assertThat(failure).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void veryLongTimesAreAccepted() {
        var forever = Duration.ofSeconds(Long.MAX_VALUE);
        var served = server.serve(wire -> wire.accept().readText());
        var channel = builder()
                .handshakeTimeout(Duration.ofDays(30))
                .connectTimeout(forever)
                .silence(forever)
                .build();
        channel.connect().join();
        channel.send("hello");
        assertThat(served.join()).isEqualTo("hello");
        channel.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTlsServerIsReachedOnlyIfTrusted(@TempDir Path directory) throws Exception {
        var identity = TestIdentity.of("ip:127.0.0.1", directory);
        try (var secure = new StubServer(identity.server().getServerSocketFactory())) {
            var text = secure.serve(wire -> {
                wire.accept();
                return wire.readText();
            });
            var trusting = secure(secure).tls(identity.client()).build();
            trusting.connect().join();
            trusting.send("secret");
            assertThat(text.join()).isEqualTo("secret");
            trusting.close();

            var refused = secure.serve(wire -> "reached");
            var failure = failure(secure(secure).build());
            assertThat(failure.code()).isEqualTo(SignalingException.UNREACHABLE);
            assertThat(refused).failsWithin(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aTlsServerWithAnotherHostNameIsNotReached(@TempDir Path directory) throws Exception {
        var identity = TestIdentity.of("dns:another.invalid", directory);
        try (var secure = new StubServer(identity.server().getServerSocketFactory())) {
            var unused = secure.serve(wire -> wire.path());
            var failure = failure(secure(secure).tls(identity.client()).build());
            assertThat(failure.code()).isEqualTo(SignalingException.UNREACHABLE);
        }
    }

    @Test
    void anUnansweredHandshakeTimesOut() {
        var served = server.serve(wire -> {
            wire.awaitEnd();
            return "";
        });
        long start = System.nanoTime();
        var failure = failure(builder().handshakeTimeout(Duration.ofMillis(300)).build());
        assertThat(failure.code()).isEqualTo(SignalingException.UNREACHABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void anUnacceptedConnectionTimesOut() throws IOException {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waiting = fill(full);
            var channel = WebSocketChannel.builder("ws://127.0.0.1:" + full.getLocalPort(), "room")
                    .connectTimeout(Duration.ofMillis(200))
                    .handshakeTimeout(Duration.ofMillis(200))
                    .build();
            assertThat(failure(channel).code()).isEqualTo(SignalingException.TIMEOUT);
            for (var socket : waiting) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageThatIsTooLargeEndsTheConnection(boolean fragmented) {
        var served = server.serve(wire -> {
            wire.accept().sendText("x".repeat(1000));
            var part = "y".repeat(600);
            if (fragmented) {
                wire.sendFragments(part, part);
            } else {
                wire.sendText(part + part);
            }
            wire.awaitEnd();
            return "";
        });
        var channel = builder().maxMessageSize(1100).build();
        var received = new ArrayList<String>();
        var ended = new CompletableFuture<Ending>();
        channel.onMessage(received::add);
        channel.onClosed(ended::complete);
        channel.connect().join();
        assertThat(ended).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(ended.join().meaning()).isEqualTo(CloseCode.TOO_LARGE);
        assertThat(received).containsExactly("x".repeat(1000));
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aSilentServerIsDisconnected() {
        var served = server.serve(wire -> {
            wire.accept();
            wire.awaitEnd();
            return "";
        });
        var channel = builder().silence(Duration.ofMillis(600)).build();
        var ended = new CompletableFuture<Ending>();
        channel.onClosed(ended::complete);
        channel.connect().join();
        assertThat(ended)
                .succeedsWithin(20, TimeUnit.SECONDS)
                .isEqualTo(new Ending(CloseCode.BROKEN, "The server has fallen silent"));
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aServerThatAnswersPingsStaysConnected() {
        var served = server.serve(wire -> {
            wire.accept();
            for (int i = 0; i < 2; i++) {
                wire.answerPing();
            }
            wire.sendText("still here");
            return "";
        });
        var channel = builder().silence(Duration.ofSeconds(3)).build();
        var received = new CompletableFuture<String>();
        channel.onMessage(received::complete);
        channel.connect().join();
        assertThat(received).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("still here");
        assertThat(served).succeedsWithin(20, TimeUnit.SECONDS);
        channel.close();
    }

    @Test
    void invalidLimitsAreRefused() {
        assertThatThrownBy(() -> builder().connectTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().handshakeTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().silence(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().maxMessageSize(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().proxy(URI.create("proxy"))).isInstanceOf(IllegalArgumentException.class);
    }

    private WebSocketChannelBuilder builder() {
        return WebSocketChannel.builder(server.base() + "/muc", "room");
    }

    private static WebSocketChannelBuilder secure(StubServer server) {
        return WebSocketChannel.builder("wss://127.0.0.1:" + server.port() + "/muc", "room");
    }

    /** Connects until the server accepts no further connection. */
    private static List<Socket> fill(ServerSocket full) throws IOException {
        var waiting = new ArrayList<Socket>();
        while (true) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 300);
                waiting.add(socket);
            } catch (SocketTimeoutException nobodyGetsIn) {
                socket.close();
                return waiting;
            }
        }
    }

    private static SignalingException failure(Channel channel) {
        var connected = channel.connect();
        assertThat(connected).failsWithin(30, TimeUnit.SECONDS);
        return SignalingException.of(catchThrowableOfType(CompletionException.class, connected::join));
    }
}
