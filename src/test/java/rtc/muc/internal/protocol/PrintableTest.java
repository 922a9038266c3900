package rtc.muc.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\u001b", "\u0000", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029"})
    void lineBreaksAndCursorControlsAreReplaced(String character) {
        assertThat(Printable.of("a" + character + "b")).isEqualTo("a?b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\ud800", "\udc00", "\ue000", "\uffff"})
    void bidiAndHiddenCharactersAreReplaced(String character) {
        assertThat(Printable.of("a" + character + "b")).isEqualTo("a?b");
    }

    @Test
    void wordsInAnyScriptAreKept() {
        assertThat(Printable.of("Café ❤ 😀 שלום 100% {0} <b>")).isEqualTo("Café ❤ 😀 שלום 100% {0} <b>");
    }

    @Test
    void longTextIsCut() {
        assertThat(Printable.of("😀".repeat(200))).isEqualTo("😀".repeat(200));
        assertThat(Printable.of("😀".repeat(201))).isEqualTo("😀".repeat(200) + "…");
    }
}
