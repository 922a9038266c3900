package rtc.muc.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8Test {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "\u007F",
                "\u0080",
                "\u07FF",
                "\u0800",
                "\uFFFF",
                "\uD83D\uDE00",
                "a\u00E4\u20AC\uD83D\uDE00"
            })
    void countsBytesLikeAnEncoder(String text) {
        int bytes = text.getBytes(UTF_8).length;

        assertThat(Utf8.bytes(text)).isEqualTo(bytes);
        assertThat(Utf8.fits(text, bytes)).isTrue();
        assertThat(Utf8.fits(text, bytes - 1)).isFalse();
    }
}
