package rtc.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import rtc.BrowserTools;

/** rtc-lib, the browser library whose protocol the server speaks, as npm installs it; for tests alone. */
final class RtcLib {

    private static final Path SOURCES = Path.of("src", "test", "npm");
    private static final Path INSTALLED = Path.of("target", "npm");
    private static final String LOCK = "package-lock.json";
    private static final Path BUNDLE = INSTALLED.resolve("node_modules/rtc-lib/dist/bundle/rtc.dep.min.js");

    private RtcLib() {}

    /** Adds a page that makes a call with rtc-lib at {@code rtc-lib/}; nothing where it can't be installed. */
    static WebArchive addTo(WebArchive war) throws IOException, InterruptedException {
        if (install()) {
            war.addAsWebResource(BUNDLE.toFile(), "rtc-lib/rtc.dep.min.js");
            war.addAsWebResource(SOURCES.resolve("rtc-lib.js").toFile(), "rtc-lib/rtc-lib.js");
            war.addAsWebResource(SOURCES.resolve("rtc-lib.html").toFile(), "rtc-lib/index.html");
        }
        return war;
    }

    /** Whether it is installed, as the lock file says. */
    static boolean installed() throws IOException {
        return Files.exists(BUNDLE) && Files.mismatch(SOURCES.resolve(LOCK), INSTALLED.resolve(LOCK)) < 0;
    }

    private static boolean install() throws IOException, InterruptedException {
        Optional<Path> npm = BrowserTools.find("npm");
        if (installed() || npm.isEmpty()) {
            return installed();
        }
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", LOCK)) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process process = new ProcessBuilder(npm.get().toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(INSTALLED.resolve("npm.log").toFile())
                .start();
        try {
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0 && installed();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
