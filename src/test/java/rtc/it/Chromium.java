package rtc.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import rtc.BrowserTools;

/**
 * A headless Chromium with a fake camera and microphone and its own profile, for one thread. Closing it ends its
 * processes and deletes the profile. If no browser is installed, the test is skipped.
 */
public final class Chromium implements Tabs, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Chromium.class.getName());

    /** A host name of this machine that browsers, unlike {@code localhost}, treat as secure only over https. */
    static final String INSECURE_HOST = "muc.example";

    /** The camera takes five pictures a second instead of 20, which saves half of the CPU time of a call of three. */
    private static final String FAKE_DEVICES = "--use-fake-device-for-media-stream=fps=5";

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--no-first-run",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            "--window-size=1280,800",
            "--host-resolver-rules=MAP " + INSECURE_HOST + " 127.0.0.1",
            FAKE_DEVICES);

    /** Stores the page's peer connections, whose statistics the tests read. */
    private static final String REMEMBER_CONNECTIONS = """
            window.connections = [];
            window.RTCPeerConnection = class extends RTCPeerConnection {
              constructor(configuration, ...more) {
                super({ ...configuration, iceTransportPolicy: "%s" }, ...more);
                connections.push(this);
              }
            };
            """;

    private final Path profile = temporaryDirectory();
    private final ChromeDriverService service;
    private final ChromeDriver driver;
    private final String script;
    private final Thread hook = new Thread(this::end);

    private Chromium(Path browser, Path chromedriver, List<String> flags, String transportPolicy) {
        script = REMEMBER_CONNECTIONS.formatted(transportPolicy);
        service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        driver = open(new ChromeOptions()
                .setBinary(browser.toFile())
                .addArguments(FLAGS)
                .addArguments(flags)
                .addArguments("--user-data-dir=" + profile));
        driver.manage().timeouts().scriptTimeout(Tab.LONG).pageLoadTimeout(Tab.LONG);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private ChromeDriver open(ChromeOptions options) {
        try {
            return new ChromeDriver(service, options);
        } catch (RuntimeException e) {
            service.stop();
            delete(profile);
            throw e;
        }
    }

    /** Starts a browser whose user permits camera and microphone. */
    public static Chromium start() {
        return start(List.of("--use-fake-ui-for-media-stream"), "all");
    }

    /** Like {@link #start}, but all calls must use a TURN server on this machine. */
    static Chromium startRelaying() {
        return start(List.of("--use-fake-ui-for-media-stream", "--allow-loopback-in-peer-connection"), "relay");
    }

    /** Starts a browser that trusts any certificate. */
    static Chromium startTrustingAnyone() {
        return start(List.of("--use-fake-ui-for-media-stream", "--ignore-certificate-errors"), "all");
    }

    /** Starts a browser whose user refuses camera and microphone. */
    static Chromium startRefusing() {
        return start(List.of("--deny-permission-prompts"), "all");
    }

    private static Chromium start(List<String> flags, String transportPolicy) {
        Path browser = BrowserTools.require("chromium", "chromium-browser", "google-chrome");
        Path chromedriver = BrowserTools.require("chromedriver");
        return new Chromium(browser, chromedriver, flags, transportPolicy);
    }

    @Override
    public Tab tab(String... scripts) {
        driver.switchTo().newWindow(WindowType.TAB);
        Stream.concat(Stream.of(script), Stream.of(scripts))
                .forEach(script ->
                        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script)));
        return new Tab(driver);
    }

    /** Closes all tabs but the first, and clears the collected errors. */
    void closeTabs() {
        driver.manage().logs().get(LogType.BROWSER);
        driver.getWindowHandles().stream()
                .skip(1)
                .forEach(handle -> driver.switchTo().window(handle).close());
        driver.switchTo().window(driver.getWindowHandles().iterator().next());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        end();
    }

    private void end() {
        try {
            driver.quit();
        } finally {
            service.stop();
            delete(profile);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("muc-chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "A profile stays behind", e);
        }
    }
}
