package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** A server behind a proxy on the same machine that is not configured as trusted, and what the server logs about it. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class UntrustedProxyIT {

    private static final Answers ANSWERS = new Answers("A proxy that is not trusted");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern ABOVE_INFO = Pattern.compile("(?:WARN|ERROR|SEVERE|FATAL)[^\n]*rtc\\.muc\\S*");

    private static int logged;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    /** Stores the length of the log, because the server writes one log for all test classes. */
    @BeforeAll
    static void noteWhereTheLogIs() throws IOException {
        logged = Deployed.log().length();
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Forwarded-For | 127.0.0.1, 203.0.113.7
            Forwarded       | for=127.0.0.1
            X-Real-IP       | 127.0.0.1
            Via             | 1.1 proxy
            Host            | call.example.org
            """)
    void clientsBehindAnUntrustedProxyAreNotExemptFromAddressLimits(String header, String value) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            statuses.add(
                    header.equals("Host")
                            ? room().host(value).status()
                            : room().header(header, value).status());
        }

        long refused = statuses.stream().filter(status -> status == 429).count();
        ANSWERS.note(
                "150 handshakes at once with " + header + ": " + value,
                refused > 0 ? "some refused with 429" : "all in");
        assertThat(refused).isPositive();
        assertThat(statuses).containsOnly(101, 429);
        assertThat(room().status()).as("from this machine itself").isEqualTo(101);
        awaitInLog("was refused with 429: .*muc\\.handshakes-per-second.*muc\\.trusted-proxies");
    }

    @Test
    void anUntrustedProxyIsLoggedOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            room().header("X-Forwarded-For", "203.0.113.7").status();
        }

        String line = "127\\.0\\.0\\.1 sends the header \\S+ and is not one of muc\\.trusted-proxies";
        awaitInLog(line);
        assertThat(Pattern.compile(line).matcher(log()).results()).hasSize(1);
    }

    @Test
    void aProxyThatDropsTheUpgradeIsLogged() throws Exception {
        assertThat(Deployed.page("muc/plain")).isNotNull();

        awaitInLog("for a room was answered with 426: .*header Upgrade");
    }

    @Test
    void manyRefusalsAreLoggedInFewLinesAtInfo() throws Exception {
        long before = lines("A handshake from the origin http://flood.example");
        long start = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            assertThat(room().header("Origin", "http://flood.example").status()).isEqualTo(403);
        }
        awaitInLog("flood.example was refused \\(muc.allowed-origins\\).* more lines of this kind were omitted");
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

        assertThat(ANSWERS.note(
                        "lines of 300 refusals", lines("A handshake from the origin http://flood.example") - before))
                .isLessThanOrEqualTo(seconds + 2);
        assertThat(ABOVE_INFO
                        .matcher(log())
                        .results()
                        .map(MatchResult::group)
                        .filter(line -> !line.contains("SessionLimitCheck")))
                .as("besides the warning of a proxy")
                .isEmpty();
    }

    @Test
    void manyEndedPeersAreLoggedInFewLinesToo() throws Exception {
        long before = lines(" ended: 1003 ");
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            try (RawWebSocket peer = room().open()) {
                peer.send(Frame.of(Frame.BINARY, 1));
                assertThat(peer.awaitClose()).isEqualTo(1003);
            }
        }
        awaitInLog(" ended: 1003 .* more lines of this kind were omitted");
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

        assertThat(ANSWERS.note("lines of 100 binary messages", lines(" ended: 1003 ") - before))
                .isLessThanOrEqualTo(seconds + 2);
    }

    private static Handshake room() {
        return Handshake.with(Deployed.ws(), "/muc/proxy");
    }

    private static long lines(String words) throws IOException {
        return log().lines().filter(line -> line.contains(words)).count();
    }

    private static void awaitInLog(String pattern) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log()).containsPattern(pattern));
    }

    private static String log() throws IOException {
        String all = Deployed.log();
        return all.substring(Math.min(logged, all.length()));
    }
}
