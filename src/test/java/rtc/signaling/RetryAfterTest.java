package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                             | 0",
                "120                           | 120",
                "' 7 '                         | 7",
                "999999999                     | 999999999",
                "Sun, 01 Mar 2026 12:01:30 GMT | 90",
                "Sun, 01 Mar 2026 11:00:00 GMT | 0",
            })
    void parsesSecondsAndDates(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "9999999999", "Sun, 31 Feb 2026 12:00:00 GMT", "\u0661"})
    void ignoresOtherValues(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isNull();
    }
}
