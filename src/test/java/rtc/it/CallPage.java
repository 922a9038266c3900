package rtc.it;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The call page in a tab.
 *
 * @param tab the tab
 */
record CallPage(Tab tab) {

    private static final String OTHERS = ".tile:not(.self)";

    /** Selects the tile of another peer whose video is shown. */
    static final String PICTURE = OTHERS + ".pictured";

    /** Selects another peer's tile, with or without video. */
    static final String OTHER = OTHERS;

    /** Opens the invitation link of a room. */
    static CallPage open(Tabs browser, String room) {
        return open(browser, Deployed.http(), room);
    }

    /** Opens the invitation link of a room on a server. */
    static CallPage open(Tabs browser, URI server, String room) {
        Tab tab = browser.tab();
        tab.open(URI.create(server + "?room=" + URLEncoder.encode(room, StandardCharsets.UTF_8)));
        return new CallPage(tab);
    }

    /** Opens the page and joins. */
    static CallPage join(Tabs browser, String room, String name) {
        CallPage page = open(browser, room);
        page.enter(name);
        page.tab.awaitElement("#call:not([hidden])");
        return page;
    }

    /** Enters a name and submits the form. The join may fail. */
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

    /** The labels of the other peers' tiles: the name, and the devices that are turned off. */
    List<String> others() {
        return tab.texts(OTHERS + " .caption").stream()
                .map(text -> text.replaceAll("\\s+", " ").replace(" ,", ",").strip())
                .toList();
    }

    /** The text that states why joining failed or why the call has ended. */
    String problem() {
        return tab.text("#join-problem");
    }

    /** The error of the name field. */
    String nameProblem() {
        return tab.text("#name-problem");
    }

    /** The error of the room field. */
    String roomProblem() {
        return tab.text("#room-problem");
    }

    /** The text that is shown while there is no connection to the server. */
    String interruption() {
        return tab.text("#interruption");
    }

    /** The latest announcements for screen readers. */
    List<String> announcements() {
        return tab.texts("#live p");
    }

    /** Turns on camera and microphone in the lobby. */
    void turnOnInLobby() {
        tab.click("#lobby button[data-kind=audio]");
        tab.click("#lobby button[data-kind=video]");
        tab.awaitElement("#lobby button[data-kind=video]:not(.off)");
    }

    /** The text about microphone and camera. */
    String mediaProblem() {
        return tab.text("#media-problem");
    }
}
