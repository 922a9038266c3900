package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.it.Tab.LONG;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rtc.fault.FaultProxy;

/** The call page over {@code wss}, behind an nginx that is configured as the page on security describes. */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
final class BehindNginxIT {

    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Path SECURITY = Path.of("src/main/doc/security.md");

    @RegisterExtension
    static final SharedChromium browser = new SharedChromium(Chromium::startTrustingAnyone);

    private final String room = "room " + UUID.randomUUID();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war()
                .addAsResource(
                        new StringAsset("muc.trusted-proxies = 127.0.0.1"), "META-INF/microprofile-config.properties");
    }

    @Test
    void aCallSurvivesATenSecondSignalingOutageOfOnePeer(@TempDir Path one, @TempDir Path other) throws Exception {
        try (FaultProxy line = FaultProxy.to(Deployed.http());
                Nginx nginx = Nginx.start(documentedLocation(), Deployed.http(), one);
                Nginx faulty = Nginx.start(documentedLocation(), line.address(Deployed.http()), other)) {
            CallPage ada = joined(page(nginx), "Ada");
            CallPage grace = joined(page(faulty), "Grace");
            ada.tab().awaitMovingPictureAndSound();
            grace.tab().awaitMovingPictureAndSound();

            line.refuse();
            line.reset();
            await().atMost(LONG).untilAsserted(() -> assertThat(grace.interruption())
                    .contains("connection to the server was lost"));
            await("the outage").during(OUTAGE).atMost(LONG).until(() -> ada.others()
                    .contains("Grace"));
            grace.tab().awaitMovingPictureAndSound();
            ada.tab().awaitMovingPictureAndSound();
            line.admit();

            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(grace.interruption()).isEmpty());
            assertThat(ada.others()).containsExactly("Grace");
            assertThat(grace.others()).containsExactly("Ada");
            assertThat(ada.announcements()).noneMatch(words -> words.contains("Grace left"));
            ada.tab().awaitMovingPictureAndSound();
            grace.tab().awaitMovingPictureAndSound();
        }
    }

    private static URI page(Nginx nginx) {
        return nginx.address().resolve(Deployed.http().getPath());
    }

    private CallPage joined(URI server, String name) {
        CallPage page = CallPage.open(browser, server, room);
        page.enter(name);
        page.tab().awaitElement("#call:not([hidden])");
        return page;
    }

    private static String documentedLocation() throws IOException {
        String text = Files.readString(SECURITY);
        int start = text.indexOf("location / {");
        return text.substring(start, text.indexOf("```", start));
    }
}
