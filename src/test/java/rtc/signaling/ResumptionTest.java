package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages are kept, confirmed and sent again, without a connection. */
class ResumptionTest {

    private final Resumption resumption = offered("{'resume':{'token':'s\\u00e9cret','within':30}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'resume':true}",
                "{'resume':{'token':'x'}}",
                "{'resume':{'token':1,'within':30}}",
                "{'resume':{'token':'x','within':0}}",
                "{'resume':{'token':'x','within':-1}}"
            })
    void anInvalidResumeOfferIsIgnored(String joined) {
        assertThat(Resumption.offeredBy(json(joined))).isNull();
    }

    @Test
    void theResumeWindowIsLimitedToOneDay() {
        assertThat(resumption.window()).isEqualTo(Duration.ofSeconds(30));
        assertThat(offered("{'resume':{'token':'x','within':1e18}}").window()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void countsReceivedMessagesExceptPongErrorAndResumed() {
        assertThat(resumption.request()).isEqualTo("{\"type\":\"resume\",\"token\":\"sécret\",\"received\":1}");
        for (var type : List.of("peer_joined", "pong", "from", "error", "resumed", "joined", "")) {
            resumption.received(type);
        }
        assertThat(resumption.request()).endsWith("\"received\":5}");
    }

    @Test
    void keepsUnconfirmedMessagesInOrder() {
        for (var text : List.of("a", "bb", "ccc")) {
            assertThat(resumption.keep(text)).isNotDone();
        }
        assertThat(resumption.chars()).isEqualTo(6);
        assertThat(confirm(1)).containsExactly("a");
        assertThat(confirm(1)).isEmpty();
        assertThat(resumption.unconfirmed()).extracting(Resumption.Kept::text).containsExactly("bb", "ccc");
        assertThat(resumption.keep("dddd")).isNotDone();
        assertThat(confirm(4)).containsExactly("bb", "ccc", "dddd");
        assertThat(resumption.isConfirmed()).isTrue();
        assertThat(resumption.chars()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3, Long.MAX_VALUE})
    void anImpossibleConfirmationIsIgnored(long count) {
        assertThat(resumption.keep("a")).isNotDone();
        assertThat(resumption.keep("b")).isNotDone();
        assertThat(confirm(1)).containsExactly("a");
        var arrived = new ArrayList<Resumption.Kept>();
        assertThat(resumption.confirm(count, arrived::add)).isFalse();
        assertThat(arrived).isEmpty();
        assertThat(resumption.unconfirmed()).hasSize(1);
    }

    @Test
    void abandonedMessagesCountForConfirmationsUntilForgotten() {
        resumption.keep("out").complete(null);
        var inFlight = resumption.keep("in flight");
        resumption.keep("out too").complete(null);
        assertThat(resumption.keep("in flight too")).isNotDone();
        var lost = new ArrayList<String>();
        resumption.abandon(message -> lost.add(message.text()));
        resumption.abandon(message -> lost.add(message.text()));
        assertThat(lost).containsExactly("in flight", "in flight too");
        assertThat(confirm(2)).containsExactly("out", "in flight");
        assertThat(inFlight).isNotDone();
        resumption.forgetAbandoned();
        assertThat(resumption.unconfirmed()).extracting(Resumption.Kept::text).containsExactly("out too");
        assertThat(resumption.chars()).isEqualTo("out too".length());
        assertThat(confirm(3)).containsExactly("out too");
    }

    private List<String> confirm(long count) {
        var arrived = new ArrayList<String>();
        assertThat(resumption.confirm(count, message -> arrived.add(message.text())))
                .isTrue();
        return arrived;
    }

    private static Resumption offered(String joined) {
        return Objects.requireNonNull(Resumption.offeredBy(json(joined)));
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }
}
