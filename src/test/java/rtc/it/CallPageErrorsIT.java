package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.Tab.LONG;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of the call page when joining fails or when camera or microphone cannot be used, in a real browser. */
@Tag("page")
final class CallPageErrorsIT {

    private static final String COUNT_PROMPTS = """
            window.prompts = 0;
            navigator.permissions.query = async () => ({ state: "denied" });
            navigator.mediaDevices.getUserMedia = async () => {
              window.prompts++;
              throw new DOMException("", "NotAllowedError");
            };
            """;

    /** Simulates a first camera that another program uses. */
    private static final String FIRST_CAMERA_BUSY = """
            const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            navigator.mediaDevices.enumerateDevices = async () =>
              ["first", "second"].map((deviceId) => ({ kind: "videoinput", deviceId, label: deviceId }));
            navigator.mediaDevices.getUserMedia = async (wishes) => {
              if (wishes.video && wishes.video.deviceId?.exact !== "second") {
                throw new DOMException("", "NotReadableError");
              }
              return ask({ audio: wishes.audio, video: Boolean(wishes.video) });
            };
            """;

    /** Stores the tracks, so that a test can mute them as a phone call does. */
    private static final String REMEMBER_TRACKS = """
            window.tracks = [];
            const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            navigator.mediaDevices.getUserMedia = async (wishes) => {
              const stream = await ask(wishes);
              window.tracks.push(...stream.getTracks());
              return stream;
            };
            """;

    private static final String PHONE_CALL = """
            const track = window.tracks.find(({ kind }) => kind === "audio");
            Object.defineProperty(track, "muted", { value: true });
            track.dispatchEvent(new Event("mute"));
            """;

    @RegisterExtension
    static final SharedChromium browser = new SharedChromium(Chromium::start);

    private PageServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new PageServer();
    }

    @AfterEach
    void endServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | Something other than the server answered
            302 | Your sign-in has expired
            400 | does not accept this room name
            401 | asks you to sign in first
            403 | not allowed into this room
            404 | has no rooms at this address
            426 | a proxy or firewall on the way blocks WebSockets
            429 | Try again in 9 seconds
            503 | no place left, or is being restarted
            """)
    void aRefusalIsExplainedByItsHttpStatus(int status, String words) {
        server.answer(status, Map.of("Retry-After", "9", "Location", "/"));
        CallPage ada = CallPage.open(browser, server.address(), "kitchen");

        ada.enter("Ada");

        await().atMost(LONG).untilAsserted(() -> assertThat(ada.problem()).contains(words));
        assertThat(ada.tab().has("#enter:enabled")).isTrue();
    }

    @Test
    void joiningASilentServerTimesOutOrCanBeCancelled() {
        server.answer(PageServer.SILENCE, Map.of());
        CallPage ada = CallPage.open(browser, server.address(), "kitchen");

        ada.enter("Ada");
        ada.tab().awaitElement("#cancel:not([hidden])");
        ada.tab().click("#cancel");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(ada.tab().has("#enter:enabled")).isTrue());
        assertThat(ada.problem()).isEmpty();

        ada.tab().click("#enter");
        await().atMost(LONG).untilAsserted(() -> assertThat(ada.problem()).contains("The server does not answer"));
    }

    @Test
    void aTokenFromThePageAddressIsSentOnlyInHeaders() {
        server.answer(401, Map.of());
        Tab tab = browser.tab();
        tab.open(server.address().resolve("?room=kitchen#token=a.secret.token"));
        var ada = new CallPage(tab);
        assertThat(tab.address()).endsWith("?room=kitchen");

        ada.enter("Ada");

        await().atMost(LONG).untilAsserted(() -> assertThat(ada.problem()).contains("Your invitation is not valid"));
        assertThat(server.questions)
                .hasSize(2)
                .allSatisfy(
                        question -> assertThat(question.address().toString()).doesNotContain("secret"))
                .anySatisfy(question -> assertThat(question.headers().getFirst("Sec-WebSocket-Protocol"))
                        .isEqualTo("muc, access_token.a.secret.token"))
                .anySatisfy(question ->
                        assertThat(question.headers().getFirst("Authorization")).isEqualTo("Bearer a.secret.token"));
    }

    @Test
    void missingWebRtcIsReportedBeforeTheJoin() {
        CallPage ada = open("delete window.RTCPeerConnection");

        await().atMost(LONG).untilAsserted(() -> assertThat(ada.problem()).contains("can’t make calls"));
        assertThat(ada.tab().has("#enter:disabled")).isTrue();
    }

    @Test
    void anOutdatedBrowserIsReported() {
        server.breakFile("words.js");
        CallPage ada = open("");

        ada.tab().awaitElement("#old-browser:not([hidden])");
        assertThat(ada.tab().has("#enter:disabled")).isTrue();
    }

    @Test
    void aDeniedMediaPermissionIsRequestedOnlyOnce() {
        CallPage ada = open(COUNT_PROMPTS);

        await().atMost(LONG).untilAsserted(() -> assertThat(ada.mediaProblem())
                .contains("not allowed to use the microphone and camera"));
        assertThat(ada.tab().run("return window.prompts")).isEqualTo(1L);
    }

    @Test
    void theSecondCameraIsUsedWhenTheFirstIsBusy() {
        CallPage ada = open(FIRST_CAMERA_BUSY);

        ada.tab().awaitElement("#lobby button[data-kind=video]:not(.off)");
        ada.tab().awaitElement("#lobby button[data-kind=audio]:not(.off)");
        assertThat(ada.mediaProblem()).isEmpty();
    }

    @Test
    void aMicrophoneMutedByAPhoneCallIsReported() {
        CallPage ada = open(REMEMBER_TRACKS);
        ada.tab().awaitElement("#lobby button[data-kind=audio]:not(.off)");

        ada.tab().run(PHONE_CALL);

        assertThat(ada.mediaProblem()).contains("turned the microphone off, perhaps for a phone call");
        assertThat(ada.tab().has("#lobby button[data-kind=audio].off")).isTrue();
    }

    @Test
    void devicesCanBeChosenAndTheMicrophoneShowsItsLevel() {
        CallPage ada = open("");
        ada.tab().awaitElement("#lobby button[data-kind=audio]:not(.off)");

        ada.tab().click("#lobby .choose");

        ada.tab().awaitElement("#choose-audio option:nth-child(2)");
        await().atMost(LONG)
                .until(() -> Boolean.TRUE.equals(ada.tab().run("return document.getElementById('level').value > 0")));
        ada.tab().run("""
                        const list = document.getElementById("choose-audio");
                        list.selectedIndex = 1;
                        list.dispatchEvent(new Event("change"));
                        """);
        assertThat(ada.tab().has("#lobby button[data-kind=audio]:not(.off)")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"360,640", "180,320"})
    void nothingIsClippedOnSmallScreens(int width, int height) {
        CallPage ada = open("");
        ada.tab()
                .run("document.getElementById('lobby').hidden = true; document.getElementById('call').hidden = false;");
        ada.tab().resize(width, height);

        assertThat(ada.tab().run("""
                return [...document.querySelectorAll("#call button")]
                  .map((button) => [button, button.getBoundingClientRect()])
                  .filter(([button, place]) => place.width > 0)
                  .filter(([button, place]) => place.left < 0 || place.right > innerWidth || place.bottom > innerHeight)
                  .map(([button]) => button.textContent.trim()).join();
                """)).isEqualTo("");
    }

    private CallPage open(String script) {
        Tab tab = browser.tab(script);
        tab.open(server.address().resolve("?room=kitchen"));
        return new CallPage(tab);
    }
}
