package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static final String MAIN_OF_A_MODULE = """
            package app;

            import rtc.signaling.MucSignaling;
            import rtc.signaling.WebSocketChannel;

            public class Main {
                public static void main(String[] args) throws Exception {
                    var signaling = MucSignaling.builder(() -> new WebSocketChannel(args[0], "modules"))
                            .reconnect()
                            .build();
                    signaling.setStatus(new Greeting("status", 0));
                    signaling.onError(error -> System.out.println(error.getMessage()));
                    signaling.onPeerJoined(peer -> {
                        peer.on("greeting", Greeting.class, System.out::println);
                        peer.send("greeting", new Greeting("hello", Integer.parseInt(args[1])));
                    });
                    signaling.connect().join();
                    System.in.read();
                    signaling.close();
                }
            }
            """;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void twoReadmeProgramsExchangeEvents(@TempDir Path directory) throws Exception {
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
    void thePackageDocumentationsProgramAnswersACaller(@TempDir Path directory) throws Exception {
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

    @Test
    void twoModularProgramsExchangeRecords(@TempDir Path directory) throws Exception {
        Program.compileModule(
                Map.of(
                        "module-info.java", "module app { requires rtc.signaling; exports app; }",
                        "app/Greeting.java", "package app; public record Greeting(String text, int number) {}",
                        "app/Main.java", MAIN_OF_A_MODULE),
                directory);
        var base = Deployed.ws() + "muc";

        try (var one = Program.startModule(directory, "app/app.Main", base, "1");
                var other = Program.startModule(directory, "app/app.Main", base, "2")) {
            assertThat(one.line()).isEqualTo("Greeting[text=hello, number=2]");
            assertThat(other.line()).isEqualTo("Greeting[text=hello, number=1]");
            for (var program : List.of(one, other)) {
                assertThat(program.finish()).isZero();
                assertThat(program.rest()).isEmpty();
            }
        }
    }

    private static String find(Pattern pattern, Path file) throws Exception {
        var found = pattern.matcher(Files.readString(file));
        assertThat(found.find()).as("a program in %s", file).isTrue();
        return found.group(1);
    }
}
