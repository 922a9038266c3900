package rtc.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rtc.bench.ServerProcess;
import rtc.it.client.Caller;
import rtc.it.config.Tls;

/** An application on the server uses the Java client, over the WebSocket client of that server. */
@ExtendWith(ArquillianExtension.class)
@Timeout(180)
final class ClientOnServerIT {

    private static final String ROOM = "50 % caf\u00E9/\u00FC?#";

    private static final byte[] FORBIDDEN = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);

    @Deployment(testable = false)
    static Archive<?> fragment() {
        return Deployed.fragment().addPackage(Caller.class.getPackage());
    }

    @Test
    void exchangesEventsWithAPeer() throws Exception {
        try (Wire ada = Wire.in(encoded(ROOM).replace("+", "%20"))) {
            CompletableFuture<String> page = caller("muc", ROOM, "");
            String caller = ada.getsPeerJoined();
            ada.gets(json("{'type':'from','peer':'" + caller + "','event':'call','data':{'from':'application'}}"));
            ada.says(json("{'type':'to','peer':'" + caller + "','event':'answer','data':['hello']}"));
            assertThat(page).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("[\"hello\"]");
            ada.gets(json("{'type':'peer_left','peer':'" + caller + "'}")).getsNothingElse();
        }
    }

    @Test
    void reportsTheHttpStatusOfARefusedHandshake() {
        assertThat(caller("muc", "a\nb", ""))
                .succeedsWithin(20, TimeUnit.SECONDS)
                .asString()
                .startsWith("The server refused the handshake: HTTP 400");
        assertThat(caller("nothing", "here", ""))
                .succeedsWithin(20, TimeUnit.SECONDS)
                .asString()
                .startsWith("The server refused the handshake: HTTP 404");
    }

    @Test
    void simultaneousClosesLeaveNoConnectionOpen() throws Exception {
        ServerProcess server = ServerProcess.started();
        long before = server.sockets();

        assertThat(Deployed.page("crossing?times=300&base=" + encoded(Deployed.ws() + "muc")))
                .isEqualTo("done");

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(server.sockets()).isLessThanOrEqualTo(before + 2));
    }

    @Test
    void reportsThatProxiesNeedTyrus() {
        assertThat(caller("muc", "room", "&proxy=http://127.0.0.1:1"))
                .succeedsWithin(20, TimeUnit.SECONDS)
                .asString()
                .contains("A proxy needs the Tyrus client");
    }

    /** Retries, because WildFly's client occasionally does not fail before the time limit. */
    @Test
    void verifiesTheHostNameOverTls(@TempDir Path directory) throws Exception {
        Path keys = directory.resolve("server.p12");
        Tls.makeKeyStore(keys, "changeit", "server");
        String trust = "&trust=" + encoded(keys.toString()) + "&password=changeit";

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(answerOverTls(keys, "127.0.0.2", trust))
                .startsWith("No trusted connection")
                .contains("127.0.0.2"));
    }

    private static String answerOverTls(Path keys, String host, String trust) throws Exception {
        try (ServerSocket server = Tls.server(keys, "changeit")
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName(host))) {
            CompletableFuture<Void> refusing = CompletableFuture.runAsync(() -> refuse(server));
            CompletableFuture<String> page = callerAt("wss://" + host + ":" + server.getLocalPort(), "room", trust);
            assertThat(page).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(refusing).succeedsWithin(20, TimeUnit.SECONDS);
            return page.join();
        }
    }

    /**
     * Refuses a handshake. Waits before it closes the connection, because Payara's client may otherwise miss the
     * answer.
     */
    private static void refuse(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(15_000);
            BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            socket.getOutputStream().write(FORBIDDEN);
            socket.setSoTimeout(1_000);
            while (line != null) {
                line = request.readLine();
            }
        } catch (SocketTimeoutException leftOpen) {
            // WildFly's client leaves the connection open after a refusal.
        } catch (SSLException | SocketException refusedByTheClient) {
            // Expected: an alert, which differs between servers, or a reset.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletableFuture<String> caller(String path, String room, String rest) {
        return callerAt(Deployed.ws() + path, room, rest);
    }

    private static CompletableFuture<String> callerAt(String base, String room, String rest) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Deployed.page("caller?base=" + encoded(base) + "&room=" + encoded(encoded(room)) + rest);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
