package rtc.it.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.it.Deployed;
import rtc.it.JmxExporter;
import rtc.it.Prometheus;
import rtc.it.failing.Failing;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * A WildFly as downloaded, with every script of {@code wildfly-config} applied and the WAR copied into its deployments
 * folder, and with Prometheus' JMX exporter as an agent. Limits that would need long waits or many connections are lowered by the properties that the scripts name.
 */
@Tag("full-wildfly")
@Timeout(60)
final class WildFlyConfigIT {

    private static final int PORT = Integer.getInteger("muc.it.port", 0);
    private static final int TLS_PORT = Integer.getInteger("muc.it.https.port", 0);
    /** A port that the other tests use with Payara only. */
    private static final int FORWARDING_PORT = Integer.getInteger("muc.it.mutual.port", 0);

    private static final int MANAGEMENT_PORT = Integer.getInteger("muc.it.management.port", 0);
    private static final JmxExporter EXPORTER = JmxExporter.atFreePort();
    private static final URI WS = URI.create("ws://127.0.0.1:" + PORT + "/");

    private static final String FORWARDING = """
            /socket-binding-group=standard-sockets/socket-binding=forwarding:add(port=%d)
            /subsystem=undertow/server=default-server/http-listener=forwarding:add(socket-binding=forwarding,proxy-address-forwarding=true)
            """.formatted(FORWARDING_PORT);

    private static final int MOST_CONNECTIONS = 30;
    private static final Duration NO_REQUEST = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LEFT = "muc_peers_ended_total{reason='left'}";
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private static final String A_KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String UPGRADE_TO_WEB_SOCKET = headers(
            "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + A_KEY);
    private static final String UPGRADE_TO_REMOTING =
            headers("Upgrade: jboss-remoting", "Connection: Upgrade", "Sec-JbossRemoting-Key: " + A_KEY);

    @SuppressWarnings("NullAway.Init")
    private static WildFlyProcess wildFly;

    @SuppressWarnings("NullAway.Init")
    private static Before before;

    @SuppressWarnings("NullAway.Init")
    private static X509Certificate operators;

    /** What the server answered, and how it was configured, at earlier stages of its configuration. */
    private record Before(
            int beans,
            int remoting,
            List<String> configurations,
            int redirected,
            int atContextPath,
            X509Certificate certificate) {}

    @BeforeAll
    @Timeout(300)
    static void configure() throws Exception {
        Path home = Path.of(System.getProperty("muc.it.home", ""));
        wildFly = WildFlyProcess.start(
                home,
                home.resolveSibling("wildfly-config"),
                MANAGEMENT_PORT,
                List.of(
                        EXPORTER.option(),
                        "-Djboss.http.port=" + PORT,
                        "-Djboss.https.port=" + TLS_PORT,
                        "-Dmuc.tls.password=another secret",
                        "-Dmuc.tls.redirect=true",
                        "-Dmuc.http.read-timeout=9000",
                        "-Dmuc.http.request-parse-timeout=1000",
                        "-Dmuc.http.no-request-timeout=" + NO_REQUEST.toMillis(),
                        "-Dmuc.http.max-connections=" + MOST_CONNECTIONS));
        int beans = status("/wildfly-services/ejb", "");
        int remoting = status("/", UPGRADE_TO_REMOTING);

        List<String> configurations = new ArrayList<>();
        wildFly.apply(List.of(Files.writeString(wildFly.configurationFolder().resolve("forwarding.cli"), FORWARDING)));
        wildFly.apply(scripts("server.cli", "tls.cli", "hardening.cli"));
        wildFly.reload();
        wildFly.deploy(Deployed.file());
        wildFly.deploy(failing(wildFly.configurationFolder()));
        X509Certificate certificate = certificateInTheEnd();
        int redirected = status("/muc-signaling/?a=b", "");
        int atContextPath = page("/muc-signaling/", certificate).statusCode();

        Path keyStore = wildFly.configurationFolder().resolve("operators.p12");
        Tls.makeKeyStore(keyStore, "a secret", "operator");
        wildFly.say(
                "/system-property=muc.tls.keystore:add(value=\"" + keyStore + "\")",
                "/system-property=muc.tls.password:add(value=\"a secret\")",
                "/system-property=muc.tls.redirect:add(value=false)");
        for (int times = 0; times < 2; times++) {
            wildFly.apply(scripts("server.cli", "root.cli", "tls.cli", "hardening.cli"));
            configurations.add(wildFly.configuration());
        }
        wildFly.reload();
        before = new Before(beans, remoting, configurations, redirected, atContextPath, certificate);
        operators = certificateInTheEnd();
    }

    @AfterAll
    static void stop() throws IOException {
        if (wildFly != null) {
            wildFly.close();
        }
    }

    @Test
    void applyingTheScriptsAgainChangesNothing() {
        assertThat(before.configurations().get(1))
                .isEqualTo(before.configurations().get(0));
    }

    @Test
    void theApplicationMovesFromItsContextPathToTheRoot() throws IOException {
        assertThat(before.atContextPath()).isEqualTo(200);
        assertThat(status("/", "")).isEqualTo(200);
        assertThat(status("/muc-signaling/call.js", "")).isEqualTo(404);
    }

    @Test
    void aCertificateIsCreatedIfThereIsNone() {
        assertThat(before.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
        assertThat(operators.getSubjectX500Principal().getName()).isEqualTo("CN=operator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void thePageIsServedOverTls(String protocol) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) Tls.trusting(operators).getSocketFactory().createSocket("127.0.0.1", TLS_PORT)) {
            socket.setEnabledProtocols(new String[] {protocol});
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
        HttpResponse<String> page = page("/", operators);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>");
    }

    @Test
    void httpsIsRequiredAndHttpRedirectedIfConfigured() throws Exception {
        assertThat(page("/", operators).headers().firstValue("Strict-Transport-Security"))
                .contains("max-age=31536000");
        assertThat(before.redirected()).isEqualTo(302);
        assertThat(status("/", "")).isEqualTo(200);
    }

    @Test
    void aStalledBodyIsCut() throws Exception {
        try (RawHttp slow = RawHttp.to(PORT)) {
            slow.says("POST /muc-ice-servers.json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1");
            slow.awaitEnd();
        }
    }

    @Test
    void peersMeetOverPlainAndEncryptedConnections() throws Exception {
        URI address = URI.create("wss://127.0.0.1:" + TLS_PORT + "/muc/both");
        try (RawWebSocket plain = Handshake.with(WS, "/muc/both").open();
                SecureWebSocket secure = SecureWebSocket.open(address, Tls.trusting(operators))) {
            String first = plain.join();
            secure.send(json("{'type':'join','status':{}}"));
            assertThat(secure.text()).contains("\"joined\"", first);
            assertThat(plain.text()).contains("\"peer_joined\"");

            secure.send(json("{'type':'to','peer':'" + first + "','event':'hello','data':1}"));
            assertThat(plain.text()).contains("\"from\"", "\"hello\"");
        }
    }

    @Test
    void slowHeadersAreCut() throws IOException {
        try (RawHttp slow = RawHttp.to(PORT)) {
            slow.says("GET / HTTP/1.1\r\nHost: localhost\r\n");
            int headers = 0;
            while (!slow.isAnswered(A_MOMENT) && headers < 100) {
                slow.says("X" + headers++ + ": 1\r\n");
            }
            assertThat(headers).as("headers until the end").isLessThan(60);
        }
    }

    @Test
    void silentConnectionsAreCut() throws Exception {
        try (RawHttp silent = RawHttp.to(PORT);
                RawHttp silentBeforeTls = RawHttp.to(TLS_PORT);
                RawHttp halfAHello = RawHttp.to(TLS_PORT);
                RawHttp silentBehindTls =
                        RawHttp.to(TLS_PORT, Tls.trusting(operators).getSocketFactory());
                RawHttp served = RawHttp.to(PORT).gets("/", "")) {
            halfAHello.says("\u0016\u0003\u0001\u0002\u0000");

            silent.awaitEnd();
            silentBeforeTls.awaitEnd();
            halfAHello.awaitEnd();
            silentBehindTls.awaitEnd();
            served.awaitEnd();
        }
    }

    @Test
    void webSocketsMayBeIdleLonger() throws IOException {
        try (RawWebSocket resting = Handshake.with(WS, "/muc/rest").open()) {
            resting.join();
            assertThat(resting.readable(NO_REQUEST.multipliedBy(2))).isFalse();
            resting.send(json("{'type':'join'}"));
            assertThat(resting.text()).contains("already_joined");
        }
    }

    @Test
    void largeHeadersManyHeadersAndManyParametersAreRefused() throws IOException {
        assertThat(status("/", headers("X: " + "x".repeat(15 * 1024)))).isEqualTo(200);
        assertThat(status("/", headers("X: " + "x".repeat(16 * 1024)))).isEqualTo(400);
        assertThat(status("/", headers(62))).isEqualTo(200);
        assertThat(status("/", headers(64))).isEqualTo(400);
        assertThat(status(parameters(50), "")).isEqualTo(200);
        assertThat(status(parameters(51), "")).isEqualTo(400);
    }

    @Test
    void connectionsOverTheLimitWaitUntilOthersHaveEnded() throws IOException {
        List<RawHttp> taken = new ArrayList<>();
        try (RawHttp waiting = takeAll(taken)) {
            assertThat(taken).hasSizeLessThanOrEqualTo(MOST_CONNECTIONS).hasSizeGreaterThan(MOST_CONNECTIONS / 2);
            for (RawHttp connection : taken) {
                connection.close();
            }
            assertThat(waiting.status()).isEqualTo(101);
        }
    }

    /** By default, WildFly shows stack traces to clients on the same machine, such as this one. */
    @Test
    void errorPagesShowNoStackTrace() throws Exception {
        assertThat(status("/failing/fail", "")).isEqualTo(500);
        assertThat(text("/failing/fail")).doesNotContain("Failing", "Exception", "A bug");
    }

    /** WildFly uses the first address in the header as the client's, and the client can choose that address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 127.0.0.1, 203.0.113.7",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-For: ::1",
                "X-Forwarded-For: localhost",
                "X-Forwarded-For:",
                "Forwarded: for=127.0.0.1"
            })
    void aForwardedLoopbackAddressDoesNotExemptAClient(String header) throws IOException {
        URI forwarding = URI.create("ws://127.0.0.1:" + FORWARDING_PORT + "/");
        String[] parts = header.split(":", 2);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            statuses.add(Handshake.with(forwarding, "/muc/forwarded")
                    .header(parts[0], parts[1].strip())
                    .status());
        }
        assertThat(statuses).contains(429).isSubsetOf(101, 429);
    }

    @Test
    void otherServicesAreDisabled() throws IOException {
        assertThat(before.beans()).isNotEqualTo(404);
        assertThat(status("/wildfly-services/ejb", "")).isEqualTo(404);
        assertThat(before.remoting()).isEqualTo(101);
        assertThat(status("/", UPGRADE_TO_REMOTING)).isEqualTo(200);
    }

    @Test
    void prometheusReadsTheMetricsAndLoadsTheAlertRules(@TempDir Path directory) throws Exception {
        try (RawWebSocket peer = Handshake.with(WS, "/muc/watched").open();
                Prometheus prometheus = Prometheus.start(EXPORTER, directory)) {
            peer.join();
            await().atMost(SOON).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> assertThat(
                            prometheus.query("{__name__=~'muc_(rooms|peers|connections)'}"))
                    .containsOnly(entry("muc_rooms", 1.0), entry("muc_peers", 1.0), entry("muc_connections", 1.0)));
            assertThat(prometheus.query("muc_joins_total{context='/',host='default-host'} >= 1"))
                    .hasSize(1);
            double left = prometheus.query(LEFT).getOrDefault("muc_peers_ended_totalleft", -1.0);
            assertThat(left).isNotNegative();
            await().atMost(SOON).untilAsserted(() -> assertThat(prometheus.rules())
                    .hasSizeGreaterThan(10)
                    .containsKey("MucMissing")
                    .allSatisfy((name, health) -> assertThat(health).as(name).isEqualTo("ok")));

            peer.send(json("{'type':'leave'}"));
            await().atMost(SOON).untilAsserted(() -> assertThat(prometheus.query("muc_peers or " + LEFT))
                    .containsOnly(entry("muc_peers", 0.0), entry("muc_peers_ended_totalleft", left + 1)));
            assertThat(prometheus.query("ALERTS{alertname='MucMissing'}")).isEmpty();
        }
    }

    /** Opens WebSockets until one is not answered, and returns that one. */
    private static RawHttp takeAll(List<RawHttp> taken) throws IOException {
        while (true) {
            RawHttp next = RawHttp.to(PORT).gets("/muc/room" + taken.size(), UPGRADE_TO_WEB_SOCKET);
            if (taken.size() > MOST_CONNECTIONS || !next.isAnswered(Duration.ofSeconds(2))) {
                return next;
            }
            taken.add(next);
        }
    }

    /**
     * The server's certificate. Retries, because the server may create it at the first connection, which can take
     * longer than the limit for idle connections.
     */
    private static X509Certificate certificateInTheEnd() {
        return await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> Tls.certificate(TLS_PORT), found -> true);
    }

    private static HttpResponse<String> page(String path, X509Certificate trusted) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(Tls.trusting(trusted))
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + TLS_PORT + path))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static Path failing(Path folder) {
        Path file = folder.resolve("failing.war");
        ShrinkWrap.create(WebArchive.class)
                .addClass(Failing.class)
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file;
    }

    private static String text(String target) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + target))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static int status(String target, String headers) throws IOException {
        try (RawHttp http = RawHttp.to(PORT)) {
            return http.gets(target, headers).status();
        }
    }

    private static List<Path> scripts(String... names) {
        return Stream.of(names).map(name -> Path.of("wildfly-config", name)).toList();
    }

    private static String headers(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String headers(int count) {
        return headers(IntStream.range(0, count).mapToObj(i -> "X" + i + ": 1").toArray(String[]::new));
    }

    private static String parameters(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i + "=1").collect(joining("&", "/?", ""));
    }
}
