package rtc.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtc.it.config.Tls;
import rtc.wire.Handshake;

/** Which origins are the server's own if the server is behind a trusted proxy. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class TrustedProxyIT {

    private static final Answers ANSWERS = new Answers("Origins behind a trusted proxy");

    private static final String LOCATIONS = """
            proxy_http_version 1.1;
            location /host/ {
                proxy_pass http://127.0.0.1:8080PATH;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection "upgrade";
                proxy_set_header Host $host;
            }
            location /all/ {
                proxy_pass http://127.0.0.1:8080PATH;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection "upgrade";
                proxy_set_header Host $host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header X-Forwarded-Port $server_port;
            }
            location /dropping/ {
                proxy_pass http://127.0.0.1:8080PATH;
                proxy_set_header Host $host;
            }
            """;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("""
                muc.trusted-proxies = 127.0.0.1
                muc.hosts = call.example.org
                """);
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    /** With {@code Host $host}, nginx passes on the host without its port. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', nullValues = "-", textBlock = """
            call.example.org      | https://call.example.org:8443 | -                  | -     | 101
            call.example.org      | https://call.example.org:8443 | X-Forwarded-Proto  | https | 101
            call.example.org      | http://call.example.org:8443  | X-Forwarded-Proto  | https | 403
            call.example.org      | https://call.example.org:8443 | X-Forwarded-Port   | 8443  | 101
            call.example.org      | https://call.example.org:9443 | X-Forwarded-Port   | 8443  | 403
            inner.example.org     | https://call.example.org      | X-Forwarded-Host   | call.example.org | 101
            inner.example.org     | https://call.example.org      | Forwarded          | host=call.example.org;proto=https | 101
            inner.example.org     | http://call.example.org       | Forwarded          | host=call.example.org;proto=https | 403
            call.example.org:8080 | https://call.example.org:8443 | -                  | -     | 403
            rebound.example       | http://rebound.example        | -                  | -     | 403
            call.example.org      | app://call.example.org        | -                  | -     | 403
            """)
    void theProxySetsOwnOrigins(String host, String origin, @Nullable String header, @Nullable String value, int status)
            throws Exception {
        Handshake handshake =
                Handshake.with(Deployed.ws(), "/muc/own").host(host).header("Origin", origin);
        if (header != null && value != null) {
            handshake.header(header, value);
        }

        assertThat(ANSWERS.note(origin + " at " + host + ", " + header + ": " + value, handshake.status()))
                .isEqualTo(status);
    }

    /** The nginx listens on another port than 443, and passes on the host without that port. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            host | https://call.example.org:PORT  | 101
            host | https://other.example.org:PORT | 403
            all  | https://call.example.org:PORT  | 101
            all  | https://call.example.org       | 403
            all  | https://call.example.org:9     | 403
            all  | http://call.example.org:PORT   | 403
            """)
    void ownOriginsAreRecognizedBehindARealNginx(String location, String origin, int status, @TempDir Path directory)
            throws Exception {
        try (Nginx nginx = nginx(directory)) {
            String port = Integer.toString(nginx.address().getPort());
            assertThat(ANSWERS.note(
                            "nginx, " + location + ": " + origin,
                            status(nginx, location, origin.replace("PORT", port), directory)))
                    .isEqualTo(status);
        }
    }

    @Test
    void aRealNginxThatDropsTheUpgradeIsLogged(@TempDir Path directory) throws Exception {
        try (Nginx nginx = nginx(directory)) {
            String origin = "https://call.example.org:" + nginx.address().getPort();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(status(nginx, "dropping", origin, directory)).isEqualTo(426);
                assertThat(Deployed.log())
                        .contains("with 426: it came without the header Upgrade: websocket, which a proxy has dropped");
            });
        }
    }

    private static Nginx nginx(Path directory) throws Exception {
        return Nginx.start(LOCATIONS.replace("PATH", Deployed.http().getPath()), Deployed.http(), directory);
    }

    private static int status(Nginx nginx, String location, String origin, Path directory) throws Exception {
        int port = nginx.address().getPort();
        String request = String.join(
                "\r\n",
                "GET /" + location + "/muc/own HTTP/1.1",
                "Host: call.example.org:" + port,
                "Origin: " + origin,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                "");
        try (SSLSocket socket = (SSLSocket)
                trusting(directory).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            return Integer.parseInt(
                    answer.readLine().substring("HTTP/1.1 ".length()).substring(0, 3));
        }
    }

    private static SSLContext trusting(Path directory) throws Exception {
        try (var certificate = Files.newInputStream(directory.resolve("cert.pem"))) {
            return Tls.trusting(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
    }

    /** Repeats the handshake, because the log contains only one of many refusals within a second. */
    @Test
    void aRefusedOriginIsLoggedWithTheComparedOrigins() {
        Pattern line =
                Pattern.compile("from the origin https://evil\\.example was refused \\(muc\\.allowed-origins\\)\\."
                        + " It was compared with own \\(https at inner\\.example\\.org, port 8443, limited to"
                        + " call\\.example\\.org by muc\\.hosts\\)");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            Handshake.with(Deployed.ws(), "/muc/own")
                    .host("inner.example.org")
                    .header("Origin", "https://evil.example")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Port", "8443")
                    .status();
            return line.matcher(Deployed.log()).find();
        });
    }
}
