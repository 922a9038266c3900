package rtc;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows of the enterprise application is the help desk, which the build builds and deploys. */
final class ReadmeTest {

    private static final Path HELP_DESK = Path.of("src/it/help-desk");
    private static final String SECTION = "(?s)\\*\\*In an enterprise application\\*\\*.+?\n## ";

    @Test
    void theDependencyIsTheOneThatTheHelpDeskUses() throws Exception {
        String version = firstGroup("<version>(.+?)</version>", Files.readString(Path.of("pom.xml")));

        assertThat(blocks("xml")).hasSize(1);
        assertThat(onOneLine(Files.readString(HELP_DESK.resolve("pom.xml")).replace("@project.version@", version)))
                .contains(onOneLine(blocks("xml").get(0)));
    }

    @Test
    void theCodeIsTheHelpDesks() throws Exception {
        String sources = onOneLine(sources());

        assertThat(blocks("java")).isNotEmpty().allSatisfy(code -> assertThat(sources)
                .contains(onOneLine(code)));
    }

    private static List<String> blocks(String language) throws IOException {
        String section = firstGroup("(" + SECTION + ")", Files.readString(Path.of("README.md")));
        return Pattern.compile("(?s)```" + language + "\n(.+?)```")
                .matcher(section)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(HELP_DESK.resolve("src/main/java"))) {
            return files.filter(Files::isRegularFile).map(ReadmeTest::read).collect(joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstGroup(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElseThrow();
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
