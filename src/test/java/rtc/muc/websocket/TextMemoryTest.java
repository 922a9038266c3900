package rtc.muc.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextMemoryTest {

    @Test
    void countsOneByteForACharacterOfLatin1AndTwoForAnyOther() {
        int none = TextMemory.bytes("");

        assertThat(TextMemory.bytes("abc") - none).isEqualTo(3);
        assertThat(TextMemory.bytes("\u00e4\u00ff") - none).isEqualTo(2);
        assertThat(TextMemory.bytes("ab\u0100") - none).isEqualTo(6);
        assertThat(TextMemory.bytes("\ud83d\ude00") - none).isEqualTo(4);
    }
}
