package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.Tab.LONG;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.fault.FaultProxy;

/**
 * What the call page displays and does when the network fails between the page and the server or between two browsers.
 */
@Tag("page")
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
final class CallPageNetworkIT {

    /** Replaces a candidate's address with one on which nobody listens. */
    private static final String UNREACHABLE = """
            (candidate) => ({
              ...candidate,
              candidate: candidate.candidate.replace(/ \\S+ \\d+ typ .*/, " 127.0.0.1 9 typ host"),
            })""";

    /** Drops every candidate, as if a policy or an extension of the browser forbade WebRTC to disclose addresses. */
    private static final String NONE = "() => null";

    private static final String NO_ROUTE = """
            const route = %s;
            const add = RTCPeerConnection.prototype.addIceCandidate;
            RTCPeerConnection.prototype.addIceCandidate = async function (candidate) {
              const changed = route(candidate);
              return changed ? add.call(this, changed) : undefined;
            };
            const describe = RTCPeerConnection.prototype.setRemoteDescription;
            RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
              return describe.call(this, { type, sdp: sdp.replace(/a=candidate.*\\r\\n/g, "") });
            };
            """;

    /** Makes the page wait 50 s before its first attempt to reconnect, as it does late in a long outage. */
    private static final String LONG_PAUSE = "Math.random = () => 100;";

    /** Much longer than reconnecting takes on a busy machine, but shorter than the rest of {@link #LONG_PAUSE}. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    @RegisterExtension
    static final SharedChromium browser = new SharedChromium(Chromium::start);

    private final String room = "room " + UUID.randomUUID();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    /** Tests two rooms at the same time, because browsers need half a minute to detect the failure. */
    @Test
    void peersWithoutADirectRouteSeeThatTheServerHasNoRelay() {
        Map<String, List<CallPage>> rooms = new LinkedHashMap<>();
        for (String route : List.of(UNREACHABLE, NONE)) {
            String there = "room " + UUID.randomUUID();
            String script = NO_ROUTE.formatted(route);
            rooms.put(
                    route,
                    List.of(
                            enter(Deployed.http(), there, "Ada", script),
                            enter(Deployed.http(), there, "Grace", script)));
        }

        rooms.forEach((route, pages) -> {
            for (CallPage page : pages) {
                await(route).atMost(LONG).untilAsserted(() -> assertThat(connection(page))
                        .contains("no direct way between your networks")
                        .contains("no relay (TURN)"));
            }
            CallPage ada = pages.get(0);
            assertThat(ada.interruption()).isEmpty();
            assertThat(ada.others()).containsExactly("Grace");
        });
    }

    @Test
    void aSilentServerIsReportedAndTheCallContinues() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        try (FaultProxy way = FaultProxy.to(Deployed.http())) {
            CallPage grace = CallPage.open(browser, way.address(Deployed.http()), room);
            grace.enter("Grace");
            grace.tab().awaitMovingPictureAndSound();

            way.blackHole();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(grace.interruption()).contains("Picture and sound go on"));
            grace.tab().awaitMovingPictureAndSound();
            ada.tab().awaitMovingPictureAndSound();
            assertThat(grace.others()).containsExactly("Ada");
            assertThat(ada.others()).containsExactly("Grace");

            way.calm();
            way.reset();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(grace.interruption()).isEmpty());
            grace.tab().awaitMovingPictureAndSound();
            ada.tab().awaitMovingPictureAndSound();
            await().atMost(LONG).untilAsserted(() -> assertThat(ada.others()).containsExactly("Grace"));
            assertThat(grace.others()).containsExactly("Ada");
        }
    }

    /**
     * Simulates a phone that moves from one network to another: its sockets are dead, the server does not notice this,
     * and then the browser reports that it is online.
     */
    @Test
    void aPeerThatChangesNetworksReconnectsAtOnce() {
        CallPage ada = CallPage.join(browser, room, "Ada");
        try (FaultProxy way = FaultProxy.to(Deployed.http())) {
            CallPage grace = enter(way.address(Deployed.http()), room, "Grace", LONG_PAUSE);
            grace.tab().awaitMovingPictureAndSound();

            grace.tab().offline(true);
            way.refuse();
            way.loseClients();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(grace.interruption()).contains("Reconnecting"));
            await().during(Duration.ofSeconds(10)).atMost(LONG).until(() -> !grace.interruption()
                    .isEmpty());
            grace.tab().awaitMovingPictureAndSound();
            assertThat(grace.others()).containsExactly("Ada");

            way.admit();
            grace.tab().offline(false);
            long online = System.nanoTime();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(grace.interruption()).isEmpty());
            assertThat(Duration.ofNanos(System.nanoTime() - online)).isLessThan(AT_ONCE);
            assertThat(grace.others()).containsExactly("Ada");
            grace.tab().awaitMovingPictureAndSound();
            ada.tab().awaitMovingPictureAndSound();
        }
    }

    private static CallPage enter(URI server, String room, String name, String script) {
        CallPage page = new CallPage(browser.tab(script));
        page.tab().open(URI.create(server + "?room=" + room.replace(" ", "%20")));
        page.enter(name);
        page.tab().awaitElement("#call:not([hidden])");
        return page;
    }

    /** The text about the connection on the other peer's tile. */
    private static String connection(CallPage page) {
        return page.tab().text(CallPage.OTHER + " .link");
    }
}
