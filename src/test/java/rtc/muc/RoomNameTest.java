package rtc.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
                "%E2%80%8D",
                "%E2%80%8Da",
                "a%E2%80%8C",
                "a%E2%80%8D/",
                "%E2%80%8C%E2%80%8D",
                "%CC%88%E2%80%8D",
                "a%E2%80%8Bb",
                "a%E2%81%A0b",
                "a\"b",
                "a|b",
                "\u00E4"
            })
    void refusesInvalidRoomNames(String segment) {
        assertThatIllegalArgumentException().isThrownBy(() -> RoomName.ofPathSegment(segment));
    }

    @Test
    void refusesHalvesOfSurrogatePairs() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomName("a\uD83D"));
    }

    @ParameterizedTest
    @CsvSource({
        "K\u00FCche, Ku%CC%88che",
        "\u1F82, %CE%B1%CC%93%CC%80%CD%85",
        "\u1F82, %E1%BE%80%CC%80",
        "\uAC01, %E1%84%80%E1%85%A1%E1%86%A8",
        "\u00E5, a%CC%8A",
        "\u00E5\u0323, a%CC%8A%CC%A3",
        "K, %E2%84%AA",
        ";, %CD%BE"
    })
    void normalizesEverySpellingToNfc(String one, String other) {
        RoomName name = RoomName.ofPathSegment(other);

        assertThat(name).isEqualTo(new RoomName(one));
        assertThat(name.value()).isEqualTo(Normalizer.normalize(one, Normalizer.Form.NFC));
        assertThat(new RoomName(Normalizer.normalize(one, Normalizer.Form.NFD))).isEqualTo(name);
    }

    @Test
    void similarLettersStayDifferent() {
        assertThat(new RoomName("\uFB01")).isNotEqualTo(new RoomName("fi"));
        assertThat(new RoomName("\u0430")).isNotEqualTo(new RoomName("a"));
    }

    @Test
    void acceptsZeroWidthJoinersInsideAName() {
        String want = "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

        assertThat(RoomName.ofPathSegment("%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85")
                        .value())
                .isEqualTo(want);
        assertThat(new RoomName(family).value()).isEqualTo(family);
    }

    @Test
    void countsCodePointsAfterNormalizing() {
        assertThat(new RoomName("\u03B1\u0313\u0300\u0345".repeat(128)).value()).isEqualTo("\u1F82".repeat(128));
        assertThat(new RoomName("\u1100\u1161\u11A8".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomName("u\u0308".repeat(129)));
        assertThatIllegalArgumentException()
                .as("a letter that NFC takes apart")
                .isThrownBy(() -> new RoomName("\u0958".repeat(65)));
        assertThat(new RoomName("\u0958".repeat(64)).value()).hasSize(128);
    }

    @Test
    @Timeout(10)
    void manyMarksOnOneLetterAreRefusedQuickly() {
        String marks = "a" + "\u0323\u0308".repeat(500_000);

        assertThatIllegalArgumentException().isThrownBy(() -> new RoomName(marks));
    }

    @Test
    void countsCodePoints() {
        assertThat(new RoomName("\uD83D\uDE00".repeat(128)).value()).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoomName("a".repeat(129)))
                .withMessage("The room name is longer than 128 characters");
    }
}
