package rtc.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.muc.internal.token.Jwt;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Tokens of an identity provider whose keys the server fetches; this class is the provider. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class KeySetIT {

    private static final Answers ANSWERS = new Answers("Tokens of an identity provider");
    private static final KeyPair RSA = Jwt.keys("RSA", 2048);
    private static final KeyPair EC = Jwt.keys("EC", 256);
    private static final HttpServer PROVIDER = provider();

    /** The provider's answer; null while the provider is down. */
    private static volatile @Nullable String published;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.token-jwks = http://127.0.0.1:%d/certs
                muc.token-issuer = https://id.example.org/realms/acme
                muc.token-audience = muc
                """.formatted(PROVIDER.getAddress().getPort()));
    }

    @AfterAll
    static void stop() {
        PROVIDER.stop(0);
        ANSWERS.print();
    }

    @Test
    void theServerAcceptsTokensSignedByTheProvidersKeys() throws Exception {
        List<String> answer = room("blue", token(RSA, "rsa", "blue", 60)).answer();
        assertThat(ANSWERS.note("the provider was never reached", answer.get(0)))
                .contains(" 503 ");
        assertThat(answer).anyMatch(line -> line.startsWith("Retry-After:"));
        assertThat(Deployed.log()).contains("A handshake was refused with 503, ");
        assertThat(room("blue", "nonsense").status()).isEqualTo(401);

        publish(Jwt.jwk(RSA.getPublic(), "rsa", ",\"use\":\"sig\",\"alg\":\"RS256\""));
        answers("RS256", 101, room("blue", token(RSA, "rsa", "blue", 60)));
        answers("a token for another room", 403, room("red", token(RSA, "rsa", "blue", 60)));
        answers("an unknown key id", 401, room("blue", token(EC, "ec", "blue", 60)));
        answers("another's key under a known id", 401, room("blue", token(Jwt.keys("RSA", 2048), "rsa", "blue", 60)));

        publish(
                Jwt.jwk(RSA.getPublic(), "rsa", ""),
                Jwt.jwk(EC.getPublic(), "ec", ",\"use\":\"sig\",\"alg\":\"ES256\""));
        answers("ES256, by a new key", 101, room("blue", token(EC, "ec", "blue", 60)));

        published = null;
        answers("the provider is down, a key that is known", 101, room("blue", token(EC, "ec", "blue", 60)));
        answers("the provider is down, a key that is not", 503, room("blue", token(EC, "new", "blue", 60)));
        renewsWhileTheProviderIsDown();
        assertThat(Deployed.log())
                .contains("Fetched 1 keys for room tokens", "Fetched 2 keys for room tokens")
                .containsPattern(
                        "(?s)(could not be fetched.+: the answer has status 500.+Fetched .+){1}could not be fetched");
    }

    private static void renewsWhileTheProviderIsDown() throws Exception {
        try (RawWebSocket socket = room("blue", token(EC, "ec", "blue", 60)).open()) {
            socket.send(json("{'type':'join','renew':true}"));
            assertThat(socket.text()).endsWith(",\"renew\":true}");
            socket.send(json("{'type':'renew','token':'" + token(EC, "new", "blue", 60) + "'}"));
            assertThat(ANSWERS.note("a renewal by a key that is not known", socket.text()))
                    .contains("cannot be checked at the moment", "\"forbidden\"");
            socket.send(json("{'type':'renew','token':'" + token(RSA, "rsa", "blue", 600) + "'}"));
            assertThat(socket.text()).startsWith(json("{'type':'renewed','until':"));
        }
    }

    private static void answers(String asked, int status, Handshake handshake) throws Exception {
        assertThat(ANSWERS.note(asked, handshake.status())).as(asked).isEqualTo(status);
    }

    private static Handshake room(String name, String token) {
        return Handshake.with(Deployed.ws(), "/muc/" + name).header("Authorization", "Bearer " + token);
    }

    private static String token(KeyPair keys, String id, String room, int seconds) {
        return Jwt.signed(
                json("{'sub':'f:ada','room':'%s','exp':%d,'iss':'https://id.example.org/realms/acme',"
                                + "'aud':['muc','account'],'typ':'Bearer'}")
                        .formatted(room, Instant.now().plusSeconds(seconds).getEpochSecond()),
                keys.getPrivate(),
                id);
    }

    private static void publish(String... keys) {
        published = List.of(keys).stream().collect(Collectors.joining(",", json("{'keys':["), "]}"));
    }

    private static HttpServer provider() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/certs", KeySetIT::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = published;
            byte[] body = (text == null ? "down" : text).getBytes(UTF_8);
            exchange.sendResponseHeaders(text == null ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
