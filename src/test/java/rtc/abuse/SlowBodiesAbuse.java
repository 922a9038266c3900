package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.Deployed;

/** Two hundred requests that announce a body and send it byte by byte, beside uninvolved peers. */
@ExtendWith(ArquillianExtension.class)
@Timeout(600)
@Tag("abuse")
final class SlowBodiesAbuse {

    private static final int CONNECTIONS = 200;
    private static final int PAGES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @SuppressWarnings("NullAway.Init")
    private static AttackRun attacks;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war("muc.guarded-paths = /staff");
    }

    @BeforeAll
    static void begin() throws Exception {
        attacks = AttackRun.begin();
        attack("muc/warm-up"); // Payara then keeps as many request objects as there were requests at a time.
    }

    @AfterAll
    static void end() throws Exception {
        attacks.end();
    }

    @Test
    void slowHandshakeBodiesDoNotDelayOtherRequests() throws Exception {
        for (String path : new String[] {"muc/slow", "staff/slow", "muc/slow?access_token=a"}) {
            attacks.run("1 slow bodies to " + path, () -> attack(path));
        }
    }

    private static String attack(String path) throws Exception {
        try (SlowBodies bodies = SlowBodies.ofHandshakes(Deployed.http(), path, CONNECTIONS)) {
            String pages = pages(PAGES);
            await("the server closes them").atMost(PATIENCE).until(() -> bodies.stillOpen() == 0);
            return pages + ", all closed";
        }
    }

    /** Requests the page repeatedly, each time with a time limit, and returns the longest time as text. */
    private static String pages(int count) throws Exception {
        long longest = 0;
        HttpClient client = HttpClient.newHttpClient();
        URI page = Deployed.http();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            assertThat(status(client, page)).isEqualTo(200);
            longest = Math.max(longest, System.nanoTime() - start);
        }
        return String.format(Locale.ROOT, "GET / %d times 200, %.1f ms at most", count, longest / 1e6);
    }

    private static int status(HttpClient client, URI page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (HttpTimeoutException tooLong) {
            return 0;
        }
    }
}
