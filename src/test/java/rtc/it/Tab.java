package rtc.it;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** One tab of a browser. Each method first brings the tab to the front. */
public final class Tab {

    /** Longer than any successful step takes, even on a busy machine. */
    public static final Duration LONG = Duration.ofSeconds(60);

    /** Longer than a page takes to show that a peer has left, but shorter than a lost connection stays unnoticed. */
    static final Duration SOON = Duration.ofSeconds(10);

    private final ChromeDriver driver;
    private final String handle;

    /** Uses the active tab of the browser. */
    Tab(ChromeDriver driver) {
        this.driver = driver;
        this.handle = driver.getWindowHandle();
    }

    /** Opens a page, and returns when it is loaded. */
    public void open(URI address) {
        front().get(address.toString());
    }

    String address() {
        return front().getCurrentUrl();
    }

    /** Clicks an element in its center. */
    public void click(String selector) {
        onElement(selector, found -> {
            found.click();
            return found;
        });
    }

    /** Replaces the text of a field. */
    void type(String selector, String text) {
        onElement(selector, field -> {
            field.clear();
            field.sendKeys(text);
            return field;
        });
    }

    /** The visible text of an element; empty if it is hidden. */
    String text(String selector) {
        return onElement(selector, WebElement::getText);
    }

    /** The text contents of the elements that match at one moment. */
    List<String> texts(String selector) {
        Object texts = front().executeScript(
                        "return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent)",
                        selector);
        return texts instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    boolean has(String selector) {
        return count(selector) > 0;
    }

    /** {@return how many elements match} */
    public int count(String selector) {
        return front().findElements(By.cssSelector(selector)).size();
    }

    /** Waits until an element matches. */
    public void awaitElement(String selector) {
        await(selector).atMost(LONG).until(() -> has(selector));
    }

    /** Waits until no element matches. */
    void awaitNo(String selector, Duration atMost) {
        await("no " + selector)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !has(selector));
    }

    /** Waits until audio and video of another peer arrive: more frames are decoded and more audio is received. */
    public void awaitMovingPictureAndSound() {
        double frames = received("video", "framesDecoded");
        double sound = received("audio", "totalAudioEnergy");
        await("moving pictures and sound")
                .atMost(LONG)
                .until(() -> received("video", "framesDecoded") > frames + 5
                        && received("audio", "totalAudioEnergy") > sound);
    }

    private double received(String kind, String figure) {
        Object sum = front().executeAsyncScript("""
                        const [kind, figure, done] = arguments;
                        Promise.all(connections.map((connection) => connection.getStats())).then((reports) => done(
                          reports
                            .flatMap((report) => [...report.values()])
                            .filter((entry) => entry.type === "inbound-rtp" && entry.kind === kind)
                            .reduce((sum, entry) => sum + (entry[figure] ?? 0), 0)));
                        """, kind, figure);
        return sum instanceof Number number ? number.doubleValue() : 0;
    }

    /** The result of a script. */
    @Nullable
    public Object run(String script) {
        return front().executeScript(script);
    }

    /** The value that a script passes to its callback, the last of its arguments. */
    @Nullable
    Object runAsync(String script) {
        return front().executeAsyncScript(script);
    }

    /** Emulates a user who prefers a {@code dark} or {@code light} page. */
    void prefer(String scheme) {
        front();
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Emulates a browser that is offline, or online again. Connections that do not use HTTP are not affected. */
    void offline(boolean offline) {
        front();
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Emulates a screen of this size. */
    void resize(int width, int height) {
        front();
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Presses a key together with a modifier. */
    void press(Keys held, String key) {
        new Actions(front()).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    /** The types of the two ICE candidates of each selected pair, such as {@code host}. */
    List<String> candidateTypes() {
        Object types = front().executeAsyncScript("""
                        const done = arguments[0];
                        Promise.all(connections.map((connection) => connection.getStats())).then((reports) => done(
                          reports.flatMap((report) => [...report.values()]
                            .filter((entry) => entry.type === "transport" && entry.selectedCandidatePairId)
                            .map((entry) => report.get(entry.selectedCandidatePairId))
                            .flatMap((pair) => [pair.localCandidateId, pair.remoteCandidateId])
                            .map((id) => report.get(id).candidateType))));
                        """);
        return types instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The errors in the browser's log since the last call, such as policy violations and script errors. */
    List<String> complaints() {
        return front().manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Closes the tab. */
    void close() {
        front().close();
    }

    /** Uses an element, and finds it again if the page has replaced it meanwhile. */
    private <T> T onElement(String selector, Function<WebElement, T> use) {
        return await(selector)
                .atMost(LONG)
                .ignoreException(StaleElementReferenceException.class)
                .until(() -> use.apply(front().findElement(By.cssSelector(selector))), result -> true);
    }

    private ChromeDriver front() {
        driver.switchTo().window(handle);
        return driver;
    }
}
