package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.Tab.LONG;
import static rtc.it.Tab.SOON;

import java.io.IOException;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.BrowserTools;

/** The call page and a page with rtc-lib in one room: in either order of joining, they see and hear each other. */
@ExtendWith(ArquillianExtension.class)
final class RtcLibCallIT {

    private static final String PICTURE = "#peers video";

    @RegisterExtension
    static final SharedChromium browser = new SharedChromium(Chromium::start);

    private final String room = UUID.randomUUID().toString();

    @Deployment(testable = false)
    static Archive<?> war() throws Exception {
        return RtcLib.addTo(Deployed.war());
    }

    @BeforeAll
    static void requireRtcLib() throws IOException {
        if (!RtcLib.installed()) {
            throw BrowserTools.missing("npm could not install rtc-lib");
        }
    }

    @Test
    void rtcLibJoinsARoomOfTheCallPage() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        Tab lib = joinWithRtcLib();

        assertTheyCall(ada, lib);

        ada.turnMicrophone();
        lib.awaitElement(PICTURE + "[data-microphone=false]");
        ada.tab().close();
        lib.awaitNo(PICTURE, SOON);
    }

    @Test
    void theCallPageJoinsARoomOfRtcLib() {
        Tab lib = joinWithRtcLib();
        CallPage ada = CallPage.join(browser, room, "Ada");

        assertTheyCall(ada, lib);

        lib.close();
        ada.tab().awaitNo(CallPage.OTHER, SOON);
    }

    private static void assertTheyCall(CallPage ada, Tab lib) {
        ada.tab().awaitMovingPictureAndSound();
        lib.awaitMovingPictureAndSound();
        ada.tab().awaitElement(CallPage.PICTURE);
        assertThat(ada.others()).containsExactly("rtc-lib");
        await().atMost(LONG).until(() -> lib.has(PICTURE + "[title=Ada]"));
    }

    private Tab joinWithRtcLib() {
        Tab tab = browser.tab();
        tab.open(Deployed.http().resolve("rtc-lib/index.html?room=" + room));
        tab.click("#join");
        tab.awaitElement("body[data-state=connected]");
        return tab;
    }
}
