package rtc;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the programs that the browser tests need, which are not installed on every machine. Without such a program, a
 * test is skipped with a line on standard error, or fails if the system property {@code muc.browser} is
 * {@code required}.
 */
public final class BrowserTools {

    private BrowserTools() {}

    /** Returns the first of these programs that is on the path; skips or fails the test if there is none. */
    public static Path require(String... names) {
        return find(names).orElseThrow(() -> missing("there is no " + String.join(" or ", names) + " on the path"));
    }

    /** Returns the first of these programs that is on the path. */
    public static Optional<Path> find(String... names) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin");
        return Stream.of(names)
                .flatMap(name -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(path)
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips or fails the test, for this reason. */
    public static RuntimeException missing(String why) {
        return missing("the browser's side", why);
    }

    /** Skips or fails the test of this part, for this reason. */
    public static RuntimeException missing(String what, String why) {
        if (System.getProperty("muc.browser", "auto").equals("required")) {
            return fail("muc.browser is required, but " + why);
        }
        System.err.println("TESTS OF " + what.toUpperCase(Locale.ROOT) + " ARE SKIPPED: " + why);
        return Assumptions.abort(why);
    }
}
