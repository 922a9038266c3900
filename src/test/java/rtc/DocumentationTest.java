package rtc;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the code in the documentation is that of the examples, and that no link is broken. */
final class DocumentationTest {

    private static final Path README = Path.of("README.md");
    private static final Path PAGES = Path.of("src/main/doc");
    private static final Path HELP_DESK = Path.of("src/it/help-desk");
    private static final Path CHAT = Path.of("src/it/java-client");
    private static final int MOST_LINES = 150;

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void theReadmeIsShort() {
        assertThat(read(README).lines().count()).isLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void documentedDependenciesMatchTheExamples() {
        assertThat(onOneLine(pom(HELP_DESK))).contains(onOneLine(only(blocks("embedding.md", "xml"))));
        assertThat(onOneLine(pom(CHAT))).contains(onOneLine(only(blocks("client.md", "xml"))));
    }

    @Test
    void documentedCodeMatchesTheHelpDesk() {
        String sources = onOneLine(sources());
        String inReadme = read(README).replaceFirst("(?s).*\\*\\*In your application\\*\\*", "");

        assertThat(blocks("embedding.md", "java")).isNotEmpty().allSatisfy(code -> assertThat(sources)
                .contains(onOneLine(code)));
        assertThat(blocksOf(inReadme, "java")).isNotEmpty().allSatisfy(code -> assertThat(sources)
                .contains(onOneLine(code)));
    }

    static Stream<Path> everyPage() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return Stream.concat(
                    Stream.of(README),
                    pages.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream());
        }
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void noLinkIsBroken(Path page) {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : LINK.matcher(read(page)).results().toList()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            String section = link.group(2);
            if (!Files.exists(target)
                    || (section != null && !sections(read(target)).contains(section))) {
                broken.add(link.group());
            }
        }

        assertThat(broken).isEmpty();
    }

    /** The anchors of a page's headings. */
    private static List<String> sections(String page) {
        return HEADING.matcher(page)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<String> blocks(String page, String language) {
        return blocksOf(read(PAGES.resolve(page)), language);
    }

    private static List<String> blocksOf(String text, String language) {
        return Pattern.compile("(?s)```" + language + "\n(.+?)```")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String only(List<String> blocks) {
        assertThat(blocks).hasSize(1);
        return blocks.get(0);
    }

    private static String pom(Path example) {
        String version = Pattern.compile("<version>(.+?)</version>")
                .matcher(read(Path.of("pom.xml")))
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();
        return read(example.resolve("pom.xml")).replace("@project.version@", version);
    }

    private static String sources() {
        try (Stream<Path> files = Files.walk(HELP_DESK.resolve("src/main/java"))) {
            return files.filter(Files::isRegularFile)
                    .map(DocumentationTest::read)
                    .collect(joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
