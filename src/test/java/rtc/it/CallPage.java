package rtc.it;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The call page in a tab, as a person uses it.
 *
 * @param tab where it is shown
 */
record CallPage(Tab tab) {

    private static final String OTHERS = ".tile:not(.self)";

    /** The other's picture is shown. */
    static final String PICTURE = OTHERS + ".pictured";

    /** Somebody else's place, with or without a picture. */
    static final String OTHER = OTHERS;

    /** Opens the page by the invitation link of a room. */
    static CallPage open(Chromium browser, String room) {
        return open(browser, Deployed.http(), room);
    }

    /** Opens the page of a server by the invitation link of a room. */
    static CallPage open(Chromium browser, URI server, String room) {
        Tab tab = browser.tab();
        tab.open(URI.create(server + "?room=" + URLEncoder.encode(room, StandardCharsets.UTF_8)));
        return new CallPage(tab);
    }

    /** Opens the page and joins. */
    static CallPage join(Chromium browser, String room, String name) {
        CallPage page = open(browser, room);
        page.enter(name);
        page.tab.awaitElement("#call:not([hidden])");
        return page;
    }

    /** Gives a name and asks to join; whether that succeeds is to be seen. */
    void enter(String name) {
        tab.type("#name", name);
        tab.click("#enter");
    }

    void turnMicrophone() {
        tab.click("#call button[data-kind=audio]");
    }

    void turnCamera() {
        tab.click("#call button[data-kind=video]");
    }

    void leave() {
        tab.click("#leave");
    }

    /** What is written at the others' places: the name, and what is turned off. */
    List<String> others() {
        return tab.texts(OTHERS + " .caption").stream()
                .map(text -> text.replaceAll("\\s+", " ").replace(" ,", ",").strip())
                .toList();
    }

    /** The words about why joining failed, or why the call is over. */
    String problem() {
        return tab.text("#join-problem");
    }

    /** The words about the field for the name. */
    String nameProblem() {
        return tab.text("#name-problem");
    }

    /** The words about the field for the room. */
    String roomProblem() {
        return tab.text("#room-problem");
    }

    /** The words about the connection to the server, while there is none. */
    String interruption() {
        return tab.text("#interruption");
    }

    /** What screen readers have said lately. */
    List<String> announcements() {
        return tab.texts("#live p");
    }

    /** Turns on camera and microphone in the lobby. */
    void turnOnInLobby() {
        tab.click("#lobby button[data-kind=audio]");
        tab.click("#lobby button[data-kind=video]");
        tab.awaitElement("#lobby button[data-kind=video]:not(.off)");
    }

    /** The words about microphone and camera. */
    String mediaProblem() {
        return tab.text("#media-problem");
    }
}
