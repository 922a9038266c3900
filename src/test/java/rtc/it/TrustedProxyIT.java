package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtc.wire.Handshake;

/** A server behind a proxy that is trusted: which pages are its own. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class TrustedProxyIT {

    private static final Answers ANSWERS = new Answers("Origins behind a trusted proxy");

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
    void ownIsWhatTheProxySays(String host, String origin, @Nullable String header, @Nullable String value, int status)
            throws Exception {
        Handshake handshake =
                Handshake.with(Deployed.ws(), "/muc/own").host(host).header("Origin", origin);
        if (header != null && value != null) {
            handshake.header(header, value);
        }

        assertThat(ANSWERS.note(origin + " at " + host + ", " + header + ": " + value, handshake.status()))
                .isEqualTo(status);
    }

    /** Of many refusals within a second the log has one. */
    @Test
    void theLogContainsTheComparedOrigins() {
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
            return line.matcher(Files.readString(Deployed.log())).find();
        });
    }
}
