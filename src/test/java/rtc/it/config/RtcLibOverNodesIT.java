package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.BrowserTools;
import rtc.it.Chromium;
import rtc.it.Deployed;
import rtc.it.RtcLib;
import rtc.it.SharedChromium;

/**
 * Two tabs with rtc-lib call each other over two WildFly processes, again and again. To change the number of calls:
 * {@code -Dmuc.cluster.calls=6}.
 */
@Tag("cluster-load")
@Timeout(1800)
final class RtcLibOverNodesIT {

    private static final int CALLS = Integer.getInteger("muc.cluster.calls", 50);

    /** Long enough for both tabs to be told when to join. */
    private static final long SOON_MILLIS = 500;

    /** Which tab joins first. */
    private enum Joining {
        FIRST_NODE_FIRST,
        SECOND_NODE_FIRST,
        SAME_MOMENT
    }

    @Order(1)
    @RegisterExtension
    static final SharedChromium BROWSER = new SharedChromium(Chromium::start);

    @Order(2)
    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(2, war());

    private final List<Long> millis = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private static WebArchive war() {
        try {
            return RtcLib.addTo(Deployed.war());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @BeforeAll
    static void requireRtcLib() throws IOException {
        if (!RtcLib.installed()) {
            throw BrowserTools.missing("npm could not install rtc-lib");
        }
    }

    @Test
    void everyCallConnects() {
        RtcLibPage first = RtcLibPage.on(NODES.http(0), BROWSER);
        RtcLibPage second = RtcLibPage.on(NODES.http(1), BROWSER);
        int crossed = 0;
        for (int call = 0; call < CALLS; call++) {
            Joining joining = Joining.values()[call % Joining.values().length];
            String room = "call-" + call;
            first.open(room);
            second.open(room);
            try {
                call(first, second, joining);
            } catch (ConditionTimeoutException notConnected) {
                problems.add(room + ", " + joining + ": " + notConnected.getMessage());
            }
            crossed += first.wasSupplemented() || second.wasSupplemented() ? 1 : 0;
        }
        millis.sort(null);
        System.out.printf(
                "Cluster: %d of %d calls of rtc-lib over two nodes connected, p50 %d ms, longest %d ms after the second join;"
                        + " %d times the joins crossed%n",
                millis.size(),
                CALLS,
                millis.isEmpty() ? 0 : millis.get(millis.size() / 2),
                millis.isEmpty() ? 0 : millis.get(millis.size() - 1),
                crossed);
        assertThat(problems).isEmpty();
        assertThat(millis).hasSize(CALLS);
    }

    /** Connects two pages, and waits until each shows a moving picture of the other. */
    private void call(RtcLibPage first, RtcLibPage second, Joining joining) {
        long start =
                switch (joining) {
                    case FIRST_NODE_FIRST -> joinInTurn(first, second);
                    case SECOND_NODE_FIRST -> joinInTurn(second, first);
                    case SAME_MOMENT -> joinTogether(first, second);
                };
        long connected = Math.max(first.awaitConnected(), second.awaitConnected());
        for (RtcLibPage page : List.of(first, second)) {
            page.tab().awaitMovingPictureAndSound();
            assertThat(page.connections()).isEqualTo(1);
            assertThat(page.tab().count("#peers video")).isEqualTo(1);
        }
        millis.add(connected - start);
    }

    private static long joinInTurn(RtcLibPage first, RtcLibPage second) {
        first.joinAt(0);
        first.awaitJoined();
        long now = System.currentTimeMillis();
        second.joinAt(now);
        return now;
    }

    private static long joinTogether(RtcLibPage first, RtcLibPage second) {
        long soon = System.currentTimeMillis() + SOON_MILLIS;
        first.joinAt(soon);
        second.joinAt(soon);
        return soon;
    }
}
