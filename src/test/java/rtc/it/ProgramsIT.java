package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the documentation work unchanged. */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
final class ProgramsIT {

    private static final Pattern IN_README = Pattern.compile("```java\\n(import rtc.*?)```", Pattern.DOTALL);
    private static final Pattern IN_PACKAGE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);
    private static final Pattern PEERS = Pattern.compile("\\{\"([^\"]+)\":\\{\"name\":\"Ada\"}}");
    private static final int LINES_IN_README = 15;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void theProgramOfTheReadmeMeetsItsLike(@TempDir Path directory) throws Exception {
        var source = find(IN_README, Path.of("README.md"));
        assertThat(source.lines().filter(line -> !line.isBlank()).count()).isLessThanOrEqualTo(LINES_IN_README);
        var name = Program.compile(source, directory);
        var base = Deployed.ws() + "muc";

        try (var one = Program.start(directory, name, base);
                var other = Program.start(directory, name, base)) {
            for (var program : List.of(one, other)) {
                var here = program.line();
                assertThat(here).endsWith(" is here");
                assertThat(program.line()).isEqualTo(here.replace(" is here", " says Hi there"));
            }
            for (var program : List.of(one, other)) {
                assertThat(program.finish()).isZero();
                assertThat(program.rest()).isEmpty();
            }
        }
    }

    @Test
    void theProgramOfThePackageAnswersWhoCalls(@TempDir Path directory) throws Exception {
        var source = find(IN_PACKAGE, Path.of("src/main/java/rtc/signaling/package-info.java"))
                .replaceAll("(?m)^ \\* ?", "");
        var name = Program.compile(source, directory);

        try (var program = Program.start(directory, name, Deployed.ws() + "muc", "answers")) {
            assertThat(program.line()).startsWith("joined as ");
            try (Wire caller = Wire.to("/muc/answers")) {
                var peers = PEERS.matcher(caller.joins(json("{'name':'Bob'}")));
                assertThat(peers.matches()).isTrue();
                var answerer = peers.group(1);
                assertThat(program.line()).isEqualTo("Bob came");
                caller.says(json(
                        "{'type':'to','peer':'" + answerer + "','event':'offer','data':{'type':'offer','sdp':'v=0'}}"));
                caller.gets(json("{'type':'from','peer':'" + answerer
                        + "','event':'answer','data':{'sdp':'v=0','type':'answer'}}"));
                caller.socket().close();
                assertThat(program.line()).isEqualTo("Bob left");
            }
            assertThat(program.finish()).isZero();
            assertThat(program.rest())
                    .as("the program's end does not wait for its listeners")
                    .isSubsetOf("over: NORMAL");
        }
    }

    private static String find(Pattern pattern, Path file) throws Exception {
        var found = pattern.matcher(Files.readString(file));
        assertThat(found.find()).as("a program in %s", file).isTrue();
        return found.group(1);
    }
}
