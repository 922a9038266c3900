package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyCheckTest {

    private final FakeExchange exchange = new FakeExchange("/app/muc/a");

    @ParameterizedTest
    @CsvSource({
        "Content-Length, 60000",
        "content-length, 1",
        "Content-Length, 007",
        "Content-Length, +5",
        "Content-Length, -1",
        "Content-Length, '0, 5'",
        "Content-Length, 0x5",
        "Content-Length, ''",
        "Transfer-Encoding, chunked",
        "TRANSFER-ENCODING, Chunked",
        "Transfer-Encoding, identity",
        "Transfer-Encoding, ''",
        "Expect, 100-continue"
    })
    void aHandshakeThatAnnouncesABodyIsRefused(String header, String value) {
        exchange.header(header, value);

        assertThat(new BodyCheck().refusal(exchange.handshake()))
                .isEqualTo(new Refusal(400, "A WebSocket handshake has no body"));
    }

    @Test
    void everyContentLengthHeaderIsChecked() {
        exchange.header("Content-Length", "0", "5");

        assertThat(new BodyCheck().refusal(exchange.handshake())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", " 0 ", "00"})
    void anEmptyBodyIsAllowed(String length) {
        exchange.header("Content-Length", length);

        assertThat(new BodyCheck().refusal(exchange.handshake())).isNull();
    }

    @Test
    void aHandshakeWithoutBodyPasses() {
        assertThat(new BodyCheck().refusal(exchange.handshake())).isNull();
    }

    /** The fake request throws an exception where a container would read the body. */
    @Test
    void parametersAreReadFromTheQueryOnly() {
        exchange.query("a=1&b=x%26y+z&a=2&c&=d&%zz=1&e=%zz&%61b=%C3%A9&&");

        assertThat(Query.all(exchange.request()))
                .isEqualTo(Map.of(
                        "a",
                        List.of("1", "2"),
                        "b",
                        List.of("x&y z"),
                        "c",
                        List.of(""),
                        "",
                        List.of("d"),
                        "ab",
                        List.of("é")));
        assertThat(Query.values(exchange.request(), "a")).containsExactly("1", "2");
        assertThat(Query.values(new FakeExchange("/app/muc/a").request(), "a")).isEmpty();
    }

    @Test
    void runsBeforeTheFiltersOfTheApplication() {
        assertThat(new BodyCheck().comesFirst()).isTrue();
    }
}
