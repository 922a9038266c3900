package rtc.muc.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static rtc.wire.SingleQuotes.json;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HttpKeySourceTest {

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> answer(exchange, 200, json("{'keys':[]}")));
        server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(300 * 1024)));
        server.createContext("/missing", exchange -> answer(exchange, 404, "{}"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/keys");
            answer(exchange, 302, "");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesAText() throws IOException {
        assertThat(address("/keys").fetch()).isEqualTo(json("{'keys':[]}"));
    }

    @Test
    void exceptionsNameTheCause() {
        assertThatIOException().isThrownBy(() -> address("/missing").fetch()).withMessageContaining("404");
        assertThatIOException().isThrownBy(() -> address("/moved").fetch()).withMessageContaining("302");
        assertThatIOException().isThrownBy(() -> address("/large").fetch()).withMessageContaining("larger");
    }

    @Test
    void aServerThatDoesNotAnswerTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpKeySource address = new HttpKeySource(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"));

            assertThatIOException().isThrownBy(address::fetch);
        }
    }

    private HttpKeySource address(String path) {
        return new HttpKeySource(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
