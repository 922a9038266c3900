package rtc.it.config;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import rtc.it.SharedChromium;
import rtc.it.Tab;

/**
 * The page with rtc-lib in a tab, for one call after the other.
 *
 * @param tab the tab
 * @param node the address of the node to which the page connects
 */
record RtcLibPage(Tab tab, URI node) {

    /** Stores when a peer connection of the page is connected. */
    private static final String REMEMBER_TIME = """
            window.connectedAt = 0;
            window.RTCPeerConnection = class extends RTCPeerConnection {
              constructor(...all) {
                super(...all);
                this.addEventListener("connectionstatechange", () => {
                  if (this.connectionState === "connected" && !connectedAt) {
                    connectedAt = Date.now();
                  }
                });
              }
            };
            """;

    /** Counts the messages {@code joined}. */
    private static final String COUNT_JOINED = """
            window.joined = 0;
            window.WebSocket = class extends WebSocket {
              constructor(...all) {
                super(...all);
                this.addEventListener("message", ({ data }) => (joined += JSON.parse(data).type === "joined"));
              }
            };
            """;

    /** Opens a tab for the calls of a node. */
    static RtcLibPage on(URI node, SharedChromium browser) {
        return new RtcLibPage(browser.tab(REMEMBER_TIME, COUNT_JOINED), node);
    }

    /** Opens the page of a room, and clicks on it, because browsers play sound only after that. Ends an earlier call. */
    void open(String room) {
        tab.open(node.resolve("rtc-lib/index.html?room=" + room));
        tab.click("body");
    }

    /** Joins at this time, in milliseconds since 1970; returns before that. */
    void joinAt(long time) {
        tab.run("setTimeout(() => document.getElementById('join').click(), %d - Date.now())".formatted(time));
    }

    void awaitJoined() {
        tab.awaitElement("body[data-state=connected]");
    }

    /** Waits until the page has a peer connection that is connected. Returns when this happened. */
    long awaitConnected() {
        return await("a connected peer connection")
                .atMost(Tab.LONG)
                .until(() -> number("connectedAt"), time -> time > 0);
    }

    /** {@return how many peer connections the page has created} */
    long connections() {
        return number("connections.length");
    }

    /** {@return whether the page received a second message {@code joined}, because the joins crossed} */
    boolean wasSupplemented() {
        return number("joined") > 1;
    }

    private long number(String expression) {
        return tab.run("return " + expression) instanceof Number number ? number.longValue() : 0;
    }
}
