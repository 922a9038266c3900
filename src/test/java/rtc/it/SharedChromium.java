package rtc.it;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One browser for all tests of a class; its tabs are closed after each test. If no browser is installed, the class is
 * skipped.
 */
public final class SharedChromium implements Tabs, BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final Supplier<Chromium> starting;
    private @Nullable Chromium browser;

    /** @param starting starts the browser, such as {@code Chromium::start} */
    public SharedChromium(Supplier<Chromium> starting) {
        this.starting = starting;
    }

    @Override
    public Tab tab(String... scripts) {
        return started().tab(scripts);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = starting.get();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        started().closeTabs();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (browser != null) {
            browser.close();
        }
    }

    private Chromium started() {
        if (browser == null) {
            throw new IllegalStateException("The browser has not been started");
        }
        return browser;
    }
}
