package rtc.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** rtc-lib, the browser library whose protocol the server speaks, as npm installs it; for tests alone. */
final class RtcLib {

    private static final Path BUNDLE = NpmTools.file("rtc-lib/dist/bundle/rtc.dep.min.js");

    private RtcLib() {}

    /** Adds a page that makes a call with rtc-lib at {@code rtc-lib/}; nothing where it can't be installed. */
    static WebArchive addTo(WebArchive war) throws IOException, InterruptedException {
        if (NpmTools.install()) {
            war.addAsWebResource(BUNDLE.toFile(), "rtc-lib/rtc.dep.min.js");
            war.addAsWebResource(NpmTools.SOURCES.resolve("rtc-lib.js").toFile(), "rtc-lib/rtc-lib.js");
            war.addAsWebResource(NpmTools.SOURCES.resolve("rtc-lib.html").toFile(), "rtc-lib/index.html");
        }
        return war;
    }

    /** Whether it is installed, as the lock file says. */
    static boolean installed() throws IOException {
        return NpmTools.installed() && Files.exists(BUNDLE);
    }
}
