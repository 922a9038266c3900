package rtc.signaling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For every failure of TLS, the client reports the cause and closes its socket. */
@Timeout(60)
class TlsFailuresTest {

    private static TestIdentity identity;
    private static TestIdentity expired;
    private static TestIdentity another;

    private ServerSocket server;

    @BeforeAll
    static void makeIdentities(@TempDir Path directory) throws IOException, InterruptedException {
        identity = TestIdentity.of("ip:127.0.0.1", Files.createDirectory(directory.resolve("one")));
        expired = TestIdentity.expired("ip:127.0.0.1", Files.createDirectory(directory.resolve("expired")));
        another = TestIdentity.of("dns:another.invalid", Files.createDirectory(directory.resolve("another")));
    }

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(20_000);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @RepeatedTest(5)
    void anUntrustedCertificateIsNotRetryable() {
        var end = serve(socket -> handshake(socket, identity, tls -> {}));
        assertThat(failure(channel(null)))
                .hasMessageStartingWith("No trusted connection: ")
                .hasMessageContaining("unable to find valid certification path")
                .returns(SignalingException.UNREACHABLE, SignalingException::code)
                .returns(Retry.NEVER, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void anUntrustedCertificateBehindAProxyIsNotRetryable() {
        var end = serve(socket -> {
            readRequest(socket);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
            handshake(socket, identity, tls -> {});
        });
        var channel = WebSocketChannel.builder("wss://signaling.invalid/muc", "room")
                .proxy(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                .build();
        assertThat(failure(channel))
                .hasMessageStartingWith("No trusted connection: ")
                .returns(Retry.NEVER, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anExpiredCertificateIsNotRetryable(String version) throws GeneralSecurityException, IOException {
        var end = serve(socket -> handshake(socket, expired, tls -> tls.setEnabledProtocols(new String[] {version})));
        assertThat(failure(channel(expired.client())))
                .hasMessageStartingWith("No trusted connection: ")
                .hasMessageContaining("NotAfter")
                .returns(SignalingException.UNREACHABLE, SignalingException::code)
                .returns(Retry.NEVER, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aCertificateOfAnotherHostIsNotRetryable() throws GeneralSecurityException, IOException {
        var end = serve(socket -> handshake(socket, another, tls -> {}));
        assertThat(failure(channel(another.client())))
                .hasMessageStartingWith("No trusted connection: ")
                .hasMessageContaining("127.0.0.1")
                .returns(Retry.NEVER, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "220 mail.example.org ESMTP\r\n", "SSH-2.0-OpenSSH\r\n"})
    void aServerWithoutTlsIsNotRetryable(String greeting) {
        var end = serve(socket -> socket.getOutputStream().write(greeting.getBytes(US_ASCII)));
        assertThat(failure(channel(null)))
                .hasMessage("No TLS connection: The server does not speak TLS")
                .returns(SignalingException.UNREACHABLE, SignalingException::code)
                .returns(Retry.NEVER, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void noCommonTlsVersionIsNotRetryable() throws GeneralSecurityException, IOException {
        var end =
                serve(socket -> handshake(socket, identity, tls -> tls.setEnabledProtocols(new String[] {"TLSv1.3"})));
        assertThat(failure(channel(identity.client("TLSv1.2"))))
                .hasMessage("No TLS connection: Received fatal alert: protocol_version")
                .returns(Retry.NEVER, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aRequiredClientCertificateIsNotRetryable(String version) throws GeneralSecurityException, IOException {
        var end = serve(socket -> handshake(socket, identity, tls -> {
            tls.setEnabledProtocols(new String[] {version});
            tls.setNeedClientAuth(true);
        }));
        var before = System.nanoTime();
        assertThat(failure(channel(identity.client())))
                .hasMessageStartingWith("No TLS connection: Received fatal alert: ")
                .returns(Retry.NEVER, SignalingException::retry);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    /** Tyrus queues the close of a TLS connection behind data that the server does not read. */
    @Test
    void aServerThatFloodsWithPingsIsDisconnected() throws GeneralSecurityException, IOException {
        try (var stub = new StubServer(identity.server().getServerSocketFactory())) {
            var flooded = stub.serve(wire -> {
                wire.accept().floodWithPings();
                return true;
            });
            var channel = WebSocketChannel.builder("wss://127.0.0.1:" + stub.port() + "/muc", "room")
                    .tls(identity.client())
                    .build();
            var ended = new CompletableFuture<Ending>();
            channel.onClosed(ended::complete);
            assertThat(channel.connect()).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(flooded).succeedsWithin(40, TimeUnit.SECONDS);
            assertThat(ended).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    /** The alert {@code internal_error}, which servers send while they start. */
    @Test
    void anInternalErrorAlertIsRetryable() {
        var end = serve(socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 80});
        });
        assertThat(failure(channel(null)))
                .hasMessage("No TLS connection: Received fatal alert: internal_error")
                .returns(Retry.SOON, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void theConnectionClosesEvenIfTheServerIgnoresTheAlert() {
        var end = serve(socket -> {
            var out = socket.getOutputStream();
            for (int i = 0; i < 50; i++) {
                out.write("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(500).getBytes(US_ASCII));
            }
        });
        assertThat(failure(channel(null))).hasMessage("No TLS connection: The server does not speak TLS");
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aCloseDuringTheHandshakeIsRetryable() {
        var end = serve(socket -> {
            socket.getInputStream().read();
            socket.shutdownOutput();
        });
        assertThat(failure(channel(null)))
                .hasMessage("No connection: Connection closed by server")
                .returns(Retry.SOON, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aResetDuringTheHandshakeIsRetryable() {
        var end = serve(socket -> {
            socket.getInputStream().read();
            socket.setSoLinger(true, 0);
            socket.close();
        });
        assertThat(failure(channel(null)))
                .returns(SignalingException.UNREACHABLE, SignalingException::code)
                .returns(Retry.SOON, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void anUnansweredHandshakeTimesOut() {
        var end = serve(socket -> {});
        var channel = WebSocketChannel.builder("wss://127.0.0.1:" + server.getLocalPort(), "room")
                .connectTimeout(Duration.ofSeconds(2))
                .handshakeTimeout(Duration.ofSeconds(2))
                .build();
        assertThat(failure(channel))
                .returns(SignalingException.TIMEOUT, SignalingException::code)
                .returns(Retry.SOON, SignalingException::retry);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void closingWhileConnectingClosesTheSocket(String scheme) {
        var accepted = new CompletableFuture<Void>();
        var end = serve(socket -> {
            socket.getInputStream().read();
            accepted.complete(null);
        });
        var channel = WebSocketChannel.builder(scheme + "://127.0.0.1:" + server.getLocalPort(), "room")
                .build();
        var connected = channel.connect();
        assertThat(accepted).succeedsWithin(20, TimeUnit.SECONDS);
        channel.close();
        assertThat(connected).failsWithin(20, TimeUnit.SECONDS);
        assertThat(end).succeedsWithin(20, TimeUnit.SECONDS);
    }

    private WebSocketChannel channel(@Nullable SSLContext trust) {
        var builder = WebSocketChannel.builder("wss://127.0.0.1:" + server.getLocalPort() + "/muc", "room");
        return (trust == null ? builder : builder.tls(trust)).build();
    }

    private static SignalingException failure(Channel channel) {
        var connected = channel.connect();
        assertThat(connected).failsWithin(30, TimeUnit.SECONDS);
        return SignalingException.of(catchThrowableOfType(CompletionException.class, connected::join));
    }

    @FunctionalInterface
    private interface Script {
        void play(Socket socket) throws IOException;
    }

    /**
     * Plays a script with the next connection. The returned future completes when the client has closed the connection.
     */
    private CompletableFuture<Void> serve(Script script) {
        var end = new CompletableFuture<Void>();
        var thread = new Thread(
                () -> {
                    try (var socket = server.accept()) {
                        socket.setSoTimeout(20_000);
                        play(script, socket);
                        end.complete(null);
                    } catch (Throwable e) {
                        end.completeExceptionally(e);
                    }
                },
                "tls-server");
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private static void play(Script script, Socket socket) throws IOException {
        try {
            script.play(socket);
            while (!socket.isClosed() && socket.getInputStream().read() >= 0) {
                // ignored
            }
        } catch (SocketException theClientIsGone) {
            // A reset by the client ends the connection as well.
        }
    }

    private static void readRequest(Socket socket) throws IOException {
        var request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) socket.getInputStream().read());
        }
    }

    /** Performs a handshake, which fails, and leaves the socket open. */
    private static void handshake(Socket socket, TestIdentity identity, Consumer<SSLSocket> settings)
            throws IOException {
        try {
            var tls = (SSLSocket)
                    identity.server().getSocketFactory().createSocket(socket, null, socket.getPort(), false);
            tls.setUseClientMode(false);
            settings.accept(tls);
            tls.startHandshake();
            tls.getInputStream().read();
        } catch (SSLException theClientDoesNotWant) {
            // Expected by the test.
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
