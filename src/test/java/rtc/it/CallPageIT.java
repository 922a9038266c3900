package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.Tab.LONG;
import static rtc.it.Tab.SOON;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import rtc.fault.FaultProxy;

/** The call page in several tabs of a real browser. */
@ExtendWith(ArquillianExtension.class)
@Tag("page")
@Timeout(300)
final class CallPageIT {

    /** A fake screen to share. */
    private static final String SCREEN = """
            MediaDevices.prototype.getDisplayMedia = async () => {
              const canvas = document.createElement("canvas");
              const context = canvas.getContext("2d");
              setInterval(() => context.fillRect(Math.random() * 300, 0, 9, 9), 50);
              return canvas.captureStream();
            };
            """;

    /** Blocks audio until the first user gesture. */
    private static final String NO_AUTOPLAY = """
            const play = HTMLMediaElement.prototype.play;
            HTMLMediaElement.prototype.play = function () {
              return this.muted || window.touched
                ? play.call(this)
                : Promise.reject(new DOMException("", "NotAllowedError"));
            };
            """;

    @RegisterExtension
    static final SharedChromium browser = new SharedChromium(Chromium::start);

    private final String room = "room " + UUID.randomUUID();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void twoPeersSeeAndHearEachOtherUntilOneClosesTheTab() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        CallPage grace = CallPage.join(browser, room, "Grace");

        ada.tab().awaitMovingPictureAndSound();
        grace.tab().awaitMovingPictureAndSound();
        ada.tab().awaitElement(CallPage.PICTURE);
        grace.tab().awaitElement(CallPage.PICTURE);
        assertThat(ada.others()).containsExactly("Grace");
        assertThat(grace.others()).containsExactly("Ada");
        assertThat(ada.tab().text("#count")).isEqualTo("2 people");

        grace.tab().close();
        ada.tab().awaitNo(CallPage.OTHER, SOON);
        assertThat(ada.tab().text("#count")).isEqualTo("Only you");
        assertThat(ada.tab().complaints()).isEmpty();
    }

    @Test
    void threePeersSeeEachOther() {
        List<CallPage> all = Stream.of("Ada", "Grace", "Linus")
                .map(name -> CallPage.join(browser, room, name))
                .toList();

        assertThat(all).allSatisfy(page -> {
            await().atMost(LONG).until(() -> page.tab().count(CallPage.PICTURE) == 2);
            page.tab().awaitMovingPictureAndSound();
        });
        assertThat(all.get(0).others()).containsExactly("Grace", "Linus");
        assertThat(all.get(2).others()).containsExactly("Ada", "Grace");
    }

    @Test
    void aTurnedOffDeviceIsShownToOthersUntilTurnedOnAgain() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        CallPage grace = CallPage.join(browser, room, "Grace");
        ada.tab().awaitElement(CallPage.PICTURE);

        grace.turnMicrophone();
        await().atMost(LONG).untilAsserted(() -> assertThat(ada.others()).containsExactly("Grace, microphone off"));
        grace.turnCamera();
        ada.tab().awaitNo(CallPage.PICTURE, LONG);
        assertThat(ada.others()).containsExactly("Grace, microphone off, camera off");

        grace.turnMicrophone();
        grace.turnCamera();
        ada.tab().awaitElement(CallPage.PICTURE);
        ada.tab().awaitMovingPictureAndSound();
        assertThat(ada.others()).containsExactly("Grace");
    }

    @Test
    void aPeerThatLeavesCanJoinAgain() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        CallPage grace = CallPage.join(browser, room, "Grace");
        ada.tab().awaitElement(CallPage.PICTURE);

        grace.leave();
        ada.tab().awaitNo(CallPage.OTHER, LONG);
        assertThat(grace.tab().has("#lobby:not([hidden])")).isTrue();
        assertThat(grace.tab().run("return document.getElementById('preview').srcObject"))
                .as("the camera is given back")
                .isNull();

        grace.turnOnInLobby();
        grace.enter("Grace H.");
        ada.tab().awaitElement(CallPage.PICTURE);
        ada.tab().awaitMovingPictureAndSound();
        assertThat(ada.others()).containsExactly("Grace H.");
    }

    @Test
    void namesAreShownAsTyped() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        CallPage.join(browser, room, "<img src=x onerror=alert(1)>");

        ada.tab().awaitElement(CallPage.OTHER);

        assertThat(ada.others()).containsExactly("<img src=x onerror=alert(1)>");
        assertThat(ada.tab().has(".tile img")).isFalse();
    }

    /** A script enters the name, because the driver cannot type characters beyond the basic plane. */
    @ParameterizedTest
    @ValueSource(strings = {"👩‍🚀 Sally", "نازنین می‌خواهم", "علی‌رضا"})
    void namesWithZeroWidthJoinersAreShownUnchanged(String name) {
        CallPage ada = CallPage.join(browser, room, "Ada");
        CallPage other = CallPage.open(browser, room);
        other.tab().run("document.getElementById('name').value = '" + name + "'");
        other.tab().click("#enter");

        ada.tab().awaitElement(CallPage.OTHER);

        assertThat(ada.others()).containsExactly(name);
        assertThat(ada.tab().texts(CallPage.OTHER + " .initial"))
                .containsExactly(name.startsWith("👩") ? "👩‍🚀" : name.substring(0, 1));
    }

    @Test
    void theInvitationLinkLeadsToTheRoom() {
        CallPage ada = CallPage.join(browser, "Küche 7/8?", "Ada");
        CallPage grace = new CallPage(browser.tab());
        grace.tab().open(URI.create(ada.tab().address()));
        grace.enter("Grace");

        ada.tab().awaitElement(CallPage.OTHER);

        assertThat(grace.tab().text("#room-title")).isEqualTo("Küche 7/8?");
    }

    @Test
    void anInvalidRoomNameIsExplainedAtItsField() {
        CallPage ada = CallPage.open(browser, "..");
        ada.enter("Ada");
        assertThat(ada.roomProblem()).contains("can’t have this name");

        ada.tab().type("#room", "x".repeat(129));
        ada.tab().click("#enter");
        assertThat(ada.roomProblem()).contains("may have 128 characters");
        assertThat(ada.tab().has("#call[hidden]")).isTrue();
    }

    @Test
    void aMissingNameIsReported() {
        CallPage somebody = CallPage.open(browser, room);
        somebody.enter(" ");

        assertThat(somebody.nameProblem()).isEqualTo("Enter your name.");
    }

    @Test
    void anUnreachableServerIsNamedAsTheReason() {
        try (FaultProxy way = FaultProxy.to(Deployed.http())) {
            CallPage ada = CallPage.open(browser, way.address(Deployed.http()), room);
            way.refuse();
            way.reset();
            ada.enter("Ada");

            await().atMost(LONG).untilAsserted(() -> assertThat(ada.problem()).contains("The server can’t be reached"));
            assertThat(ada.tab().has("#enter:enabled")).isTrue();
        }
    }

    @Test
    void aLostServerConnectionDoesNotEndTheCall() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        try (FaultProxy way = FaultProxy.to(Deployed.http())) {
            CallPage grace = CallPage.open(browser, way.address(Deployed.http()), room);
            grace.enter("Grace");
            grace.tab().awaitMovingPictureAndSound();

            way.refuse();
            way.reset();

            await().atMost(LONG).untilAsserted(() -> assertThat(grace.interruption())
                    .contains("connection to the server was lost")
                    .contains("Picture and sound go on"));
            assertThat(grace.others()).containsExactly("Ada");
            way.admit();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(grace.interruption()).isEmpty());
            grace.tab().awaitMovingPictureAndSound();
            ada.tab().awaitMovingPictureAndSound();
            assertThat(ada.others()).containsExactly("Grace");
        }
    }

    @Test
    void screenSharingQualitySpeakingAndTheMuteKeyWork() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        CallPage grace = new CallPage(browser.tab(SCREEN));
        grace.tab().open(URI.create(ada.tab().address()));
        grace.enter("Grace");
        await().atMost(LONG).untilAsserted(() -> assertThat(ada.announcements()).contains("Grace joined"));
        grace.tab().awaitElement(CallPage.PICTURE);
        assertThat(grace.announcements()).containsExactly("You joined " + room + ". Ada is here.");

        grace.tab().click("#quality");
        await().atMost(LONG).untilAsserted(() -> assertThat(grace.tab().text(CallPage.OTHER + " .quality"))
                .startsWith("Direct"));
        grace.tab().awaitElement(CallPage.OTHER + ".speaking");

        grace.tab().click("#share");
        ada.tab().awaitElement(CallPage.OTHER + ".screen.pictured");
        grace.tab().click("#share");
        ada.tab().awaitNo(CallPage.OTHER + ".screen", LONG);

        grace.tab().press(Keys.ALT, "m");
        ada.tab().awaitElement(CallPage.OTHER + ".silent");
        assertThat(grace.announcements()).contains("Microphone off");
        assertThat(ada.announcements()).contains("Grace, microphone off");
    }

    @Test
    void blockedAudioPlaysAfterATap() {
        CallPage.join(browser, room, "Ada");
        CallPage grace = new CallPage(browser.tab(NO_AUTOPLAY));
        grace.tab().open(URI.create(Deployed.http() + "?room=" + room.replace(" ", "%20")));
        grace.enter("Grace");

        grace.tab().awaitElement(CallPage.OTHER + " .hear:not([hidden])");
        grace.tab().run("window.touched = true");
        grace.tab().click(CallPage.OTHER + " .hear");

        grace.tab().awaitElement(CallPage.OTHER + " .hear[hidden]");
    }

    @Test
    void aPageWithoutHttpsExplainsTheMissingCamera() {
        CallPage.join(browser, room, "Ada");
        URI server = Deployed.http();
        URI insecure = URI.create("http://" + Chromium.INSECURE_HOST + ":" + server.getPort() + server.getPath());
        CallPage grace = CallPage.open(browser, insecure, room);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(grace.mediaProblem()).contains("https"));

        grace.enter("Grace");

        grace.tab().awaitElement(CallPage.PICTURE);
        grace.tab().awaitMovingPictureAndSound();
    }

    @Test
    void aUserWhoRefusesTheCameraCanWatchAndListen() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        try (Chromium refusing = Chromium.startRefusing()) {
            CallPage grace = CallPage.open(refusing, room);
            await().atMost(LONG).untilAsserted(() -> assertThat(grace.mediaProblem())
                    .contains("not allowed to use the microphone and camera"));

            grace.enter("Grace");

            grace.tab().awaitElement(CallPage.PICTURE);
            grace.tab().awaitMovingPictureAndSound();
            ada.tab().awaitElement(CallPage.OTHER);
            assertThat(ada.others()).containsExactly("Grace, microphone off, camera off");
            assertThat(ada.tab().has(CallPage.PICTURE)).isFalse();
        }
    }
}
