package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextPartsTest {

    private final TextParts parts = new TextParts(12);

    @Test
    void joinsThePartsOfEachMessage() {
        assertThat(parts.add("one")).isTrue();
        assertThat(parts.take()).isEqualTo("one");
        assertThat(parts.add("t")).isTrue();
        assertThat(parts.add("")).isTrue();
        assertThat(parts.add("wo")).isTrue();
        assertThat(parts.take()).isEqualTo("two");
        assertThat(parts.add("")).isTrue();
        assertThat(parts.take()).isEmpty();
    }

    @Test
    void acceptsMessagesUpToItsLimit() {
        assertThat(parts.add("123456789012")).isTrue();
        parts.take();
        assertThat(parts.add("1234567890123")).isFalse();
    }

    @Test
    void countsUtf8BytesNotCharacters() {
        assertThat(parts.add("\u20AC\u20AC\u20AC\u20AC")).isTrue();
        parts.take();
        assertThat(parts.add("\u20AC\u20AC\u20AC\u20AC1")).isFalse();
    }

    @Test
    void aSurrogatePairSplitAcrossPartsCountsFourBytes() {
        assertThat(parts.add("12345678\uD83D")).isTrue();
        assertThat(parts.add("\uDE00")).isTrue();
        assertThat(parts.take()).isEqualTo("12345678\uD83D\uDE00");
        assertThat(parts.add("123456789\uD83D")).isTrue();
        assertThat(parts.add("\uDE00")).isFalse();
    }

    @Test
    void addsUpTheBytesOfAllParts() {
        for (int i = 0; i < 12; i++) {
            assertThat(parts.add("x")).isTrue();
        }
        assertThat(parts.add("x")).isFalse();
    }

    @Test
    void limitsTheNumberOfEmptyParts() {
        for (int i = 0; i < 12; i++) {
            assertThat(parts.add("")).isTrue();
        }
        assertThat(parts.add("")).isFalse();
    }

    @Test
    void acceptsAnEmptyPartAfterAMessageOfMaximumSize() {
        assertThat(parts.add("123456789012")).isTrue();
        assertThat(parts.add("")).isTrue();
        assertThat(parts.take()).isEqualTo("123456789012");
    }

    @Test
    void refusesEveryPartAfterTheLimitIsExceeded() {
        assertThat(parts.add("1234567890123")).isFalse();
        assertThat(parts.add("1")).isFalse();
        assertThat(parts.add("")).isFalse();
    }

    @Test
    void aLimitOfZeroMeansNoLimit() {
        TextParts unlimited = new TextParts(0);
        assertThat(unlimited.add("x".repeat(10_000_000))).isTrue();
        assertThat(unlimited.add("x".repeat(10_000_000))).isTrue();
    }
}
