package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values are those of {@code encodeURIComponent} in a browser. */
class UriComponentTest {

    @Test
    void everyAsciiCharacterIsEncodedAsInJavaScript() {
        var ascii = new StringBuilder();
        for (char c = 0; c < 128; c++) {
            ascii.append(c);
        }
        assertThat(UriComponent.encode(ascii.toString()))
                .isEqualTo("%00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F"
                        + "%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F"
                        + "%20!%22%23%24%25%26'()*%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F"
                        + "%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_"
                        + "%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~%7F");
    }

    @ParameterizedTest
    @CsvSource({
        "é,   %C3%A9",
        "€,   %E2%82%AC",
        "漢字, %E6%BC%A2%E5%AD%97",
        "😀,  %F0%9F%98%80",
        "e\u0301, e%CC%81",
    })
    void otherCharactersAreEncodedAsUtf8(String text, String encoded) {
        assertThat(UriComponent.encode(text)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"})
    void aLoneSurrogateIsRefused(String text) {
        assertThatThrownBy(() -> UriComponent.encode(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
