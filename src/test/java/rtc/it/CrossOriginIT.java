package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.muc.internal.token.Jwt;

/** Pages of another server import the module from an application with the fragment, and join its rooms. */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
final class CrossOriginIT {

    private static final String SECRET = "a secret of the tests, long enough for HS256";
    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><title>Another server</title><link rel="icon" href="data:,"><body>
            <script type="module">
              const show = (name, text) => (document.body.dataset[name] = text);
              try {
                const { MucSignaling, WebSocketChannel } = await import("SERVERmuc-signaling.js");
                const { CallPeer } = await import("SERVERcall-peer.js");
                show("imported", typeof CallPeer);
                const join = (room) =>
                  new MucSignaling(new WebSocketChannel("SERVERmuc", room, { token: () => "TOKEN" })).connect();
                await join("blue");
                show("joined", "yes");
                await join("red").catch(({ code }) => show("red", code));
                await join("x".repeat(129)).catch(({ code }) => show("long", code));
                show("state", "done");
              } catch (e) {
                show("error", e.message);
                show("state", "failed");
              }
            </script></body></html>
            """;

    private static final HttpServer OTHER = listen();

    @Deployment(testable = false)
    static Archive<?> war() {
        OTHER.createContext("/", CrossOriginIT::answer);
        OTHER.start();
        String settings = "muc.token-secret = " + SECRET + "\nmuc.allowed-origins = own, " + page("127.0.0.1");
        return Deployed.fragment()
                .addAsLibrary(tokenLibrary())
                .addAsResource(
                        new StringAsset(settings.replaceFirst("/$", "")), "META-INF/microprofile-config.properties");
    }

    private static File tokenLibrary() {
        return new File(JWSObject.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    @AfterAll
    static void stop() {
        OTHER.stop(0);
    }

    @Test
    void anAllowedOriginCanImportTheModuleJoinAndSeeRefusalReasons() {
        try (Chromium browser = Chromium.start()) {
            Tab tab = browser.tab();
            tab.open(page("127.0.0.1"));
            tab.awaitElement("body[data-state]");

            assertThat(tab.run("return { ...document.body.dataset }"))
                    .isEqualTo(Map.of(
                            "imported", "function",
                            "joined", "yes",
                            "red", "forbidden",
                            "long", "bad_room_name",
                            "state", "done"));
        }
    }

    @Test
    void anotherOriginCannotImportTheModule() {
        try (Chromium browser = Chromium.start()) {
            Tab tab = browser.tab();
            tab.open(page("localhost"));
            tab.awaitElement("body[data-state=failed]");

            assertThat(tab.has("body[data-imported]")).isFalse();
            assertThat(tab.complaints()).anyMatch(complaint -> complaint.contains("CORS policy"));
        }
    }

    private static HttpServer listen() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] content = PAGE.replace("SERVER", Deployed.http().toString())
                .replace("TOKEN", token())
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private static URI page(String host) {
        return URI.create("http://" + host + ":" + OTHER.getAddress().getPort() + "/");
    }

    private static String token() {
        return Jwt.hs256(
                "{\"sub\":\"ada\",\"room\":\"blue\",\"exp\":%d}"
                        .formatted(Instant.now().getEpochSecond() + 60),
                SECRET);
    }
}
