package rtc.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** rtc-lib, the browser library with the same protocol, installed by npm; for tests only. */
public final class RtcLib {

    private static final Path BUNDLE = NpmTools.file("rtc-lib/dist/bundle/rtc.dep.min.js");

    private RtcLib() {}

    /** Adds a page at {@code rtc-lib/} that makes a call with rtc-lib; does nothing if rtc-lib cannot be installed. */
    public static WebArchive addTo(WebArchive war) throws IOException, InterruptedException {
        if (NpmTools.install()) {
            war.addAsWebResource(BUNDLE.toFile(), "rtc-lib/rtc.dep.min.js");
            war.addAsWebResource(NpmTools.SOURCES.resolve("rtc-lib.js").toFile(), "rtc-lib/rtc-lib.js");
            war.addAsWebResource(NpmTools.SOURCES.resolve("rtc-lib.html").toFile(), "rtc-lib/index.html");
        }
        return war;
    }

    /** Whether rtc-lib is installed in the version of the lock file. */
    public static boolean installed() throws IOException {
        return NpmTools.installed() && Files.exists(BUNDLE);
    }
}
