package rtc.muc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.text.Normalizer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Arbitrary texts as the path segment after {@code /muc/}, and as names. */
final class RoomNameFuzzTest {

    private static final String WORDS_OF_A_REFUSAL = "The room name (is|has) [-A-Za-z0-9, ]+";
    private static final String WHAT_NOBODY_SEES =
            "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\u200C\u200D]]|^[\u200C\u200D]|[\u200C\u200D]$";

    @FuzzTest(maxDuration = "10m")
    @DictionaryEntries({
        "%2F",
        "%2f",
        "%00",
        "%E2%80%AE",
        "%ED%A0%80",
        "%C0%AF",
        "%F0%9F%98%80",
        "%CC%88",
        "%E2%80%8D",
        "+",
        "..",
        "/"
    })
    void namesFollowTheRulesAndOthersAreRefusedInFixedWords(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        RoomName inPath = nameOrRefusal(() -> RoomName.ofPathSegment(text));
        if (inPath != null) {
            assertKeepsToTheRules(inPath);
            assertThat(inPath.value()).isEqualTo(Normalizer.normalize(decoded(text), Normalizer.Form.NFC));
            assertThat(RoomName.ofPath("/context/muc/" + text)).isEqualTo(inPath);
            assertThat(isUriPath(text)).as("a path that a URI may have").isTrue();
        }
        RoomName decoded = nameOrRefusal(() -> new RoomName(text));
        assertThat(nameOrRefusal(() -> RoomName.ofPathSegment(encoded(text)))).isEqualTo(decoded);
        if (decoded != null) {
            assertKeepsToTheRules(decoded);
        }
    }

    private static @Nullable RoomName nameOrRefusal(Supplier<RoomName> name) {
        try {
            return name.get();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).matches(WORDS_OF_A_REFUSAL);
            return null;
        }
    }

    private static void assertKeepsToTheRules(RoomName name) {
        assertThat(name.value()).isNotIn("", ".", "..").doesNotContainPattern(WHAT_NOBODY_SEES);
        assertThat(Normalizer.isNormalized(name.value(), Normalizer.Form.NFC)).isTrue();
        assertThat(name.value().codePointCount(0, name.value().length())).isBetween(1, 128);
    }

    /** Encodes a name like {@code encodeURIComponent} of browsers, except that it also escapes {@code !~'()}. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replaceFirst("/$", "").replace("+", "%2B"), UTF_8);
    }

    private static boolean isUriPath(String segment) {
        try {
            return new URI("ws://host/muc/" + segment).getRawQuery() == null;
        } catch (URISyntaxException notAUri) {
            return false;
        }
    }
}
