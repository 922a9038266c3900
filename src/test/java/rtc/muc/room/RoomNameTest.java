package rtc.muc.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomNameTest {

    @ParameterizedTest
    @CsvSource({
        "lobby, lobby",
        "%6Cobby, lobby",
        "lobby/, lobby",
        "a+b, a+b",
        "a%20b, a b",
        "a%2Fb, a/b",
        "50%25, 50%",
        "%2561, %61",
        "%C3%A4, \u00E4",
        "%F0%9F%98%80, \uD83D\uDE00",
        "..., ...",
        "a;b=c, a;b=c"
    })
    void decodesAPathOnce(String segment, String name) {
        assertThat(RoomName.ofPathSegment(segment)).isEqualTo(new RoomName(name));
        assertThat(RoomName.ofPath("/context/muc/" + segment)).isEqualTo(new RoomName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                ".",
                "..",
                "%2E",
                "%2e%2e",
                "%",
                "%4",
                "%zz",
                "%-1",
                "a%",
                "%C3",
                "%FF",
                "%C0%AF",
                "%ED%A0%80",
                "%F4%90%80%80",
                "%00",
                "%0A",
                "%1B",
                "%7F",
                "%C2%85",
                "%E2%80%AE",
                "%E2%80%8B",
                "%EF%BB%BF",
                "%E2%80%A8",
                "a[b",
                "a]b",
                "a\"b",
                "a|b",
                "\u00E4"
            })
    void refusesWhatIsNoName(String segment) {
        assertThatIllegalArgumentException().isThrownBy(() -> RoomName.ofPathSegment(segment));
    }

    @Test
    void refusesHalvesOfSurrogatePairs() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomName("a\uD83D"));
    }

    @Test
    void countsCodePoints() {
        assertThat(new RoomName("\uD83D\uDE00".repeat(128)).value()).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoomName("a".repeat(129)))
                .withMessage("The room name is longer than 128 characters");
    }
}
