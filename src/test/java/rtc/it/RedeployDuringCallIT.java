package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.Tab.LONG;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.signaling.MucSignaling;
import rtc.signaling.SignalingPeer;
import rtc.signaling.WebSocketChannel;

/** The application is redeployed while peers are in a room. Does not run on Payara Micro, which cannot undeploy. */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
@Tag("not-payara-micro")
@Tag("page")
final class RedeployDuringCallIT {

    private static final String APPLICATION = "application";
    private static final Duration DOWN = Duration.ofSeconds(1);

    /** Counts the tiles of other peers that are removed from the page. */
    private static final String COUNT_REMOVED = """
            window.removed = 0;
            document.addEventListener("DOMContentLoaded", () => {
              new MutationObserver((changes) => {
                window.removed += changes
                  .flatMap(({ removedNodes }) => [...removedNodes])
                  .filter((node) => node.matches?.(".tile:not(.self)")).length;
              }).observe(document.getElementById("people"), { childList: true });
            });
            """;

    private final String room = "room " + UUID.randomUUID();

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    private Deployer deployer;

    @Deployment(name = APPLICATION, managed = false, testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @BeforeEach
    void deploy() {
        deployer.deploy(APPLICATION);
    }

    @AfterEach
    void undeploy() {
        deployer.undeploy(APPLICATION);
    }

    @Test
    void javaClientsReconnectAndSeeEachOtherAgain() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        try (MucSignaling ada = reconnecting();
                MucSignaling bob = reconnecting()) {
            ada.onInterrupted(lost -> events.add(lost.cause()
                    .ending()
                    .map(ending -> ending.meaning().toString())
                    .orElse(lost.cause().code())));
            ada.onReconnected((before, now) -> events.add("back"));
            ada.onClosed(ending -> events.add("closed " + ending));
            ada.connect().get(20, TimeUnit.SECONDS);
            bob.connect().get(20, TimeUnit.SECONDS);
            String oldId = ada.id();

            redeploy(() -> {});

            await().atMost(LONG)
                    .until(() -> !ada.id().equals(oldId)
                            && peers(ada).equals(List.of(bob.id()))
                            && peers(bob).equals(List.of(ada.id())));
            assertThat(events).startsWith("RESTARTING").endsWith("back").noneMatch(event -> event.startsWith("closed"));
        }
    }

    @Test
    void aCallContinuesAndNoVideoTileIsRemoved() {
        try (Chromium browser = Chromium.start()) {
            CallPage ada = join(browser, "Ada");
            CallPage grace = join(browser, "Grace");
            ada.tab().awaitMovingPictureAndSound();
            grace.tab().awaitMovingPictureAndSound();

            redeploy(() -> {
                for (CallPage page : List.of(ada, grace)) {
                    await().atMost(LONG).untilAsserted(() -> assertThat(page.interruption())
                            .contains("The server is being restarted")
                            .contains("Picture and sound go on"));
                    page.tab().awaitMovingPictureAndSound();
                }
            });

            for (CallPage page : List.of(ada, grace)) {
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(page.interruption()).isEmpty());
            }
            await().atMost(LONG).until(() -> isAnswered(ada) && isAnswered(grace));
            for (CallPage page : List.of(ada, grace)) {
                page.tab().awaitElement(CallPage.PICTURE + "[data-connection=connected]");
                page.tab().awaitMovingPictureAndSound();
                assertThat(page.tab().text("#count")).isEqualTo("2 people");
                assertThat(page.announcements()).noneMatch(words -> words.endsWith(" left"));
                assertThat(page.tab().run("return window.removed")).isEqualTo(0L);
            }
            assertThat(ada.others()).containsExactly("Grace");
            assertThat(grace.others()).containsExactly("Ada");

            grace.tab().close();
            ada.tab().awaitNo(CallPage.OTHER, LONG);
        }
    }

    @Test
    void aPeerThatClosesThePageDuringTheRedeployLeavesTheCall() {
        try (Chromium browser = Chromium.start()) {
            CallPage ada = join(browser, "Ada");
            CallPage grace = join(browser, "Grace");
            ada.tab().awaitMovingPictureAndSound();
            grace.tab().awaitMovingPictureAndSound();

            redeploy(() -> grace.tab().close());

            ada.tab().awaitNo(CallPage.OTHER, LONG);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(ada.interruption()).isEmpty());
            assertThat(ada.tab().text("#count")).isEqualTo("Only you");
            await().atMost(LONG).until(() -> ada.announcements().contains("Grace left"));
        }
    }

    private void redeploy(Runnable meanwhile) {
        deployer.undeploy(APPLICATION);
        meanwhile.run();
        await().pollDelay(DOWN).atMost(LONG).until(() -> true);
        deployer.deploy(APPLICATION);
    }

    /** Whether all connections between the two browsers except the latest one are closed. */
    private static boolean isAnswered(CallPage page) {
        return Long.valueOf(1)
                .equals(page.tab().run("return connections.filter((c) => c.connectionState !== 'closed').length"));
    }

    private CallPage join(Chromium browser, String name) {
        CallPage page = new CallPage(browser.tab(COUNT_REMOVED));
        page.tab().open(Deployed.http().resolve("?room=" + room.replace(" ", "%20")));
        page.enter(name);
        page.tab().awaitElement("#call:not([hidden])");
        return page;
    }

    private MucSignaling reconnecting() {
        return MucSignaling.builder(() -> new WebSocketChannel(Deployed.ws() + "muc", room))
                .reconnect()
                .build();
    }

    private static List<String> peers(MucSignaling signaling) {
        return signaling.peers().stream().map(SignalingPeer::id).toList();
    }
}
