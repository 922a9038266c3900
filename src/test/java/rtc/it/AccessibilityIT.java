package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.Tab.LONG;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.fault.FaultProxy;

/**
 * Checks each state of the call page against the rules of axe-core: light and dark, on a wide and on a narrow screen.
 */
@Tag("page")
@ExtendWith(ArquillianExtension.class)
final class AccessibilityIT {

    @RegisterExtension
    static final SharedChromium browser = new SharedChromium(Chromium::start);

    private static Axe axe;

    private final String room = "room " + UUID.randomUUID();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @BeforeAll
    static void loadAxe() throws Exception {
        axe = Axe.load();
    }

    @Test
    void anUnnamedButtonIsReported() {
        CallPage ada = CallPage.open(browser, room);
        ada.tab().run("document.querySelector('main').append(document.createElement('button'))");

        assertThat(axe.violations(ada.tab())).singleElement().asString().startsWith("button-name");
    }

    @Test
    void theLobbyHasNoViolations() {
        CallPage ada = CallPage.open(browser, room);
        ada.tab().awaitElement("#lobby button[data-kind=audio]:not(.off)");
        assertNoViolation(ada, "with camera and microphone");

        ada.tab().click("#lobby button[data-kind=video]");
        ada.enter(" ");
        assertThat(ada.nameProblem()).isNotEmpty();
        assertNoViolation(ada, "without camera and name");

        ada.tab().click("#lobby .choose");
        ada.tab().awaitElement("#choose-audio option:nth-child(2)");
        assertNoViolation(ada, "with the choice of devices");
    }

    @Test
    void aCallHasNoViolations() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        assertNoViolation(ada, "alone");

        CallPage grace = CallPage.join(browser, room, "Grace");
        grace.turnMicrophone();
        ada.tab().awaitElement(CallPage.PICTURE);
        ada.tab().click("#quality");
        await().atMost(LONG)
                .until(() -> !ada.tab().text(CallPage.OTHER + " .quality").isEmpty());
        assertNoViolation(ada, "of two");

        grace.turnCamera();
        ada.tab().awaitNo(CallPage.PICTURE, LONG);
        assertNoViolation(ada, "with a camera off");
    }

    @Test
    void aFullCallHasNoViolations() throws Exception {
        List<Wire> others = new ArrayList<>();
        try {
            CallPage ada = CallPage.join(browser, room, "Ada");
            CallPage.join(browser, room, "Grace");
            for (int i = 0; i < 10; i++) {
                Wire other = Wire.to("/muc/" + room.replace(" ", "%20"));
                others.add(other);
                other.joins("{\"name\":\"Somebody with the long name %d\",\"microphone\":false,\"camera\":%s}"
                        .formatted(i, i % 2 == 0));
            }
            await().atMost(LONG).until(() -> ada.tab().count(CallPage.OTHER) == 11);
            ada.tab().awaitElement(CallPage.PICTURE);

            assertNoViolation(ada, "of twelve");
        } finally {
            for (Wire other : others) {
                other.close();
            }
        }
    }

    @Test
    void aLostConnectionAndARefusalHaveNoViolations() {
        CallPage.join(browser, room, "Ada");
        try (FaultProxy way = FaultProxy.to(Deployed.http())) {
            CallPage grace = CallPage.open(browser, way.address(Deployed.http()), room);
            grace.enter("Grace");
            grace.tab().awaitElement(CallPage.PICTURE);
            way.refuse();
            way.reset();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(grace.interruption()).isNotEmpty());
            assertNoViolation(grace, "lost");

            grace.leave();
            grace.enter("Grace");
            await().atMost(LONG).untilAsserted(() -> assertThat(grace.problem()).isNotEmpty());
            assertNoViolation(grace, "refused");
        }
    }

    private static void assertNoViolation(CallPage page, String state) {
        for (String scheme : List.of("light", "dark")) {
            page.tab().prefer(scheme);
            assertThat(page.tab().run("return matchMedia('(prefers-color-scheme: " + scheme + ")').matches"))
                    .isEqualTo(true);
            for (int width : List.of(1280, 360)) {
                page.tab().resize(width, 800);
                assertThat(axe.violations(page.tab()))
                        .as("%s, %s, %d px wide", state, scheme, width)
                        .isEmpty();
            }
        }
        page.tab().resize(1280, 800);
    }
}
