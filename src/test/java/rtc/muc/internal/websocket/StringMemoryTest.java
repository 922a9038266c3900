package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StringMemoryTest {

    @Test
    void aStringCountsTwoBytesPerCharUnlessAllAreLatin1() {
        int none = StringMemory.bytes("");

        assertThat(StringMemory.bytes("abc") - none).isEqualTo(3);
        assertThat(StringMemory.bytes("\u00e4\u00ff") - none).isEqualTo(2);
        assertThat(StringMemory.bytes("ab\u0100") - none).isEqualTo(6);
        assertThat(StringMemory.bytes("\ud83d\ude00") - none).isEqualTo(4);
    }
}
